-- How a person is called: reminders are not the only way to reach somebody.
ALTER TABLE users ADD COLUMN phone TEXT;
-- When the guided start was finished or put away.
ALTER TABLE users ADD COLUMN start_done_at TIMESTAMPTZ;

-- Letters of every kind go through the outbox, and which kinds there are is the program's to know: the check goes,
-- and with it the need to make the table anew for the next kind. `link` stands in an invitation for the mark in
-- its text; it is kept until the letter has left, and shown nowhere.

CREATE TABLE messages_new (
    plan_id       TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    kind          TEXT        NOT NULL,
    user_id       TEXT        NOT NULL,
    address       TEXT        NOT NULL,
    day           DATE        NOT NULL,
    subject       TEXT        NOT NULL,
    body_text     TEXT        NOT NULL,
    body_html     TEXT        NOT NULL,
    state         TEXT        NOT NULL CHECK (state IN ('queued', 'claimed', 'sent', 'failed', 'withdrawn')),
    attempts      BIGINT      NOT NULL,
    next_try_at   TIMESTAMPTZ NOT NULL,
    claimed_until TIMESTAMPTZ,
    created_at    TIMESTAMPTZ NOT NULL,
    sent_at       TIMESTAMPTZ,
    reply         TEXT,
    link          TEXT,
    PRIMARY KEY (plan_id, id)
);
INSERT INTO messages_new (plan_id, id, kind, user_id, address, day, subject, body_text, body_html, state, attempts, next_try_at, claimed_until, created_at, sent_at, reply)
SELECT plan_id, id, kind, user_id, address, day, subject, body_text, body_html, state, attempts, next_try_at, claimed_until, created_at, sent_at, reply
FROM messages;

CREATE TABLE reminders_new (
    plan_id       TEXT        NOT NULL,
    obligation_id TEXT        NOT NULL,
    stage         TEXT        NOT NULL,
    user_id       TEXT        NOT NULL,
    message_id    TEXT        NOT NULL,
    at            TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, obligation_id, stage, user_id),
    FOREIGN KEY (plan_id, message_id) REFERENCES messages_new (plan_id, id)
);
INSERT INTO reminders_new (plan_id, obligation_id, stage, user_id, message_id, at)
SELECT plan_id, obligation_id, stage, user_id, message_id, at FROM reminders;

DROP TABLE reminders;
DROP TABLE messages;
ALTER TABLE messages_new RENAME TO messages;
ALTER TABLE reminders_new RENAME TO reminders;

CREATE INDEX messages_waiting ON messages (plan_id, next_try_at) WHERE state IN ('queued', 'claimed');
CREATE INDEX messages_by_time ON messages (plan_id, created_at);
CREATE INDEX messages_by_day ON messages (plan_id, day, kind);
CREATE INDEX messages_of_person_by_day ON messages (plan_id, user_id, day);
-- Counting by state would otherwise read past every message's text.
CREATE INDEX messages_by_state ON messages (plan_id, state);
CREATE INDEX reminders_by_message ON reminders (plan_id, message_id);
