UPDATE messages SET tried_at = '2026-06-05T00:30:04Z' WHERE id = 'm-sent';
