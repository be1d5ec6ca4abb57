INSERT INTO messages (plan_id, id, kind, user_id, address, day, subject, body_text, body_html, state, attempts, next_try_at, created_at, channel) VALUES
    ('credit-2026', 'digest-robot.office-2026-06-10', 'digest', 'robot.office', '', '2026-06-10', '待报事项提醒（6月10日）', '**待报事项提醒（6月10日）**', '', 'queued', 0, '2026-06-10T01:00:00Z', '2026-06-10T01:00:00Z', 'office');
