UPDATE users SET phone = '13800000000', start_done_at = '2026-01-06T02:00:00Z' WHERE id = 'u-liaison';

UPDATE messages SET link = 'https://duban.example.cn/links/0123' WHERE id = 'm-held';
