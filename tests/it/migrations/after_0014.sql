INSERT INTO messages (plan_id, id, kind, user_id, address, day, subject, body_text, body_html, state, attempts, next_try_at, created_at) VALUES
    ('credit-2026', 'm-attached', 'digest', 'u-liaison', 'wang@example.cn', '2026-06-09', '督办：1 项', '正文', '<p>正文</p>', 'withdrawn', 0, '2026-06-09T01:00:00Z', '2026-06-09T01:00:00Z');
INSERT INTO attachments (plan_id, message_id, position, name, media_type, bytes) VALUES
    ('credit-2026', 'm-attached', 0, '日程.ics', 'text/calendar; charset=utf-8', '\x424547494e');
