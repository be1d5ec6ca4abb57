INSERT INTO corrections (plan_id, obligation_id, number, revision, figures, reason, user_id, at) VALUES
    ('credit-2026', 'o-sent', 1, 2, '{"count": 11}', '重复计算1条。', 'u-office', '2026-06-10T01:00:00Z');
