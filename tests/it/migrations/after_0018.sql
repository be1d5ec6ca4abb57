INSERT INTO calendar_feeds (plan_id, user_id, token_hash, lang, created_at, read_at) VALUES
    ('credit-2026', 'u-liaison', 'hash of a feed', 'zh-CN', '2026-06-01T01:00:00Z', '2026-06-10T01:00:00Z');
