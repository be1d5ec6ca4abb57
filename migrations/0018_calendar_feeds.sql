-- A person's calendar by a secret address (日历订阅). Whoever has the address reads it, so only its hash is kept.
CREATE TABLE calendar_feeds (
    plan_id    TEXT        NOT NULL,
    user_id    TEXT        NOT NULL,
    token_hash TEXT        NOT NULL UNIQUE,
    lang       TEXT        NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    read_at    TIMESTAMPTZ,
    PRIMARY KEY (plan_id, user_id),
    FOREIGN KEY (plan_id, user_id) REFERENCES users (plan_id, id)
);
