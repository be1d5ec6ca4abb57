INSERT INTO reminded_by_hand (plan_id, unit_id, day, user_id, at) VALUES
    ('credit-2026', 'jiaoyu', '2026-06-09', 'u-office', '2026-06-09T01:00:00Z');
