-- What a person has typed for an obligation and not yet sent. Each save gives it another version, and a save that
-- names an older one is refused. `files` says of each file the form showed whether it was ticked, in its order.
CREATE TABLE drafts (
    plan_id       TEXT        NOT NULL,
    obligation_id TEXT        NOT NULL,
    user_id       TEXT        NOT NULL,
    version       TEXT        NOT NULL,
    seen          BIGINT      NOT NULL,
    body          TEXT        NOT NULL,
    figures       JSON        NOT NULL,
    nil           BOOLEAN     NOT NULL,
    files         JSON        NOT NULL,
    saved_at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, obligation_id, user_id),
    FOREIGN KEY (plan_id, obligation_id) REFERENCES obligations (plan_id, id)
);

CREATE INDEX drafts_by_time ON drafts (plan_id, saved_at);

-- Files on their way in, piece by piece. How much has come is the length of the file on the disk; once all of it
-- is there, the row says what it became.
CREATE TABLE incoming (
    plan_id       TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    obligation_id TEXT        NOT NULL,
    user_id       TEXT        NOT NULL,
    name          TEXT        NOT NULL,
    size          BIGINT      NOT NULL,
    sha256        TEXT,
    began_at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, id),
    FOREIGN KEY (plan_id, obligation_id) REFERENCES obligations (plan_id, id)
);
CREATE INDEX incoming_by_person ON incoming (plan_id, obligation_id, user_id);
CREATE INDEX incoming_by_time ON incoming (plan_id, began_at);

CREATE INDEX uploads_by_time ON uploads (plan_id, at);
-- Files stay in the order they came in, also within one second.
ALTER TABLE uploads ADD COLUMN position BIGINT NOT NULL DEFAULT 0;
