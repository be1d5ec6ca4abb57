-- Assessments (考核): a period that was opened, what it is scored from, and what was published of it. Nothing here is ever
-- taken away or written over but the assessment's own state; whoever edits an edition is found out by its seal.

CREATE TABLE assessments (
    plan_id     TEXT        NOT NULL,
    period      TEXT        NOT NULL,
    state       TEXT        NOT NULL CHECK (state IN ('draft', 'frozen', 'published')),
    -- The latest published one; 0 before.
    edition     BIGINT      NOT NULL CHECK (edition >= 0),
    opened_at   TIMESTAMPTZ NOT NULL,
    opened_by   TEXT        NOT NULL,
    frozen_at   TIMESTAMPTZ,
    frozen_by   TEXT,
    -- The last instant at which a unit may reply.
    reply_until TIMESTAMPTZ,
    PRIMARY KEY (plan_id, period),
    CHECK ((state = 'draft') = (frozen_at IS NULL)),
    CHECK ((frozen_at IS NULL) = (reply_until IS NULL)),
    CHECK ((state = 'published') = (edition > 0))
);

-- What a frozen period is scored from: plan, rules and inputs as they were that day, as JSON.
CREATE TABLE assessment_inputs (
    plan_id TEXT  NOT NULL,
    period  TEXT  NOT NULL,
    capture BYTEA NOT NULL,
    PRIMARY KEY (plan_id, period),
    FOREIGN KEY (plan_id, period) REFERENCES assessments (plan_id, period)
);

-- What the scoring office found (评定), ruled (裁定) or corrected (更正); people by name, as they were called then.
CREATE TABLE score_marks (
    plan_id   TEXT        NOT NULL,
    period    TEXT        NOT NULL,
    number    BIGINT      NOT NULL,
    unit_id   TEXT        NOT NULL,
    -- The item, or the condition that was found.
    target    TEXT        NOT NULL,
    verdict   JSON        NOT NULL,
    reason    TEXT        NOT NULL,
    -- The edition that it is the first to stand in.
    edition   BIGINT      NOT NULL CHECK (edition > 0),
    user_id   TEXT        NOT NULL,
    user_name TEXT        NOT NULL,
    at        TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, period, number),
    FOREIGN KEY (plan_id, period) REFERENCES assessments (plan_id, period)
);

CREATE TABLE score_mark_withdrawals (
    plan_id   TEXT        NOT NULL,
    period    TEXT        NOT NULL,
    number    BIGINT      NOT NULL,
    reason    TEXT        NOT NULL,
    user_id   TEXT        NOT NULL,
    user_name TEXT        NOT NULL,
    at        TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, period, number),
    FOREIGN KEY (plan_id, period, number) REFERENCES score_marks (plan_id, period, number)
);

CREATE TABLE score_mark_evidence (
    plan_id    TEXT   NOT NULL,
    period     TEXT   NOT NULL,
    number     BIGINT NOT NULL,
    position   BIGINT NOT NULL,
    sha256     TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    media_type TEXT   NOT NULL,
    size       BIGINT NOT NULL,
    PRIMARY KEY (plan_id, period, number, position),
    FOREIGN KEY (plan_id, period, number) REFERENCES score_marks (plan_id, period, number)
);

-- Replies (申诉), each version of them.
CREATE TABLE replies (
    plan_id   TEXT        NOT NULL,
    period    TEXT        NOT NULL,
    unit_id   TEXT        NOT NULL,
    item      TEXT        NOT NULL,
    revision  BIGINT      NOT NULL,
    body      TEXT        NOT NULL,
    user_id   TEXT        NOT NULL,
    user_name TEXT        NOT NULL,
    at        TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, period, unit_id, item, revision),
    FOREIGN KEY (plan_id, period) REFERENCES assessments (plan_id, period)
);

CREATE TABLE reply_evidence (
    plan_id    TEXT   NOT NULL,
    period     TEXT   NOT NULL,
    unit_id    TEXT   NOT NULL,
    item       TEXT   NOT NULL,
    revision   BIGINT NOT NULL,
    position   BIGINT NOT NULL,
    sha256     TEXT   NOT NULL,
    name       TEXT   NOT NULL,
    media_type TEXT   NOT NULL,
    size       BIGINT NOT NULL,
    PRIMARY KEY (plan_id, period, unit_id, item, revision, position),
    FOREIGN KEY (plan_id, period, unit_id, item, revision) REFERENCES replies (plan_id, period, unit_id, item, revision)
);

-- What became of a reply (裁定): one for each, of the version that was read. Where it was upheld, `mark` is the ruling's.
CREATE TABLE rulings (
    plan_id   TEXT        NOT NULL,
    period    TEXT        NOT NULL,
    unit_id   TEXT        NOT NULL,
    item      TEXT        NOT NULL,
    revision  BIGINT      NOT NULL,
    mark      BIGINT,
    reason    TEXT        NOT NULL,
    user_id   TEXT        NOT NULL,
    user_name TEXT        NOT NULL,
    at        TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, period, unit_id, item),
    FOREIGN KEY (plan_id, period, unit_id, item, revision) REFERENCES replies (plan_id, period, unit_id, item, revision),
    FOREIGN KEY (plan_id, period, mark) REFERENCES score_marks (plan_id, period, number)
);

-- 无异议: the unit accepts its card; it does no more once it replies.
CREATE TABLE consents (
    plan_id   TEXT        NOT NULL,
    period    TEXT        NOT NULL,
    unit_id   TEXT        NOT NULL,
    user_id   TEXT        NOT NULL,
    user_name TEXT        NOT NULL,
    at        TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, period, unit_id, at),
    FOREIGN KEY (plan_id, period) REFERENCES assessments (plan_id, period)
);

-- What was published (发布). `seal` is an HMAC under a key that is not in the database.
CREATE TABLE editions (
    plan_id         TEXT        NOT NULL,
    period          TEXT        NOT NULL,
    edition         BIGINT      NOT NULL CHECK (edition > 0),
    published_at    TIMESTAMPTZ NOT NULL,
    published_by    TEXT        NOT NULL,
    reason          TEXT        NOT NULL,
    snapshot        BYTEA       NOT NULL,
    sha256          TEXT        NOT NULL,
    seal            TEXT        NOT NULL,
    previous_sha256 TEXT,
    PRIMARY KEY (plan_id, period, edition),
    FOREIGN KEY (plan_id, period) REFERENCES assessments (plan_id, period)
);

-- What was said by mail (考核通知): each notice of a period to a person once.
CREATE TABLE score_letters (
    plan_id    TEXT        NOT NULL,
    period     TEXT        NOT NULL,
    notice     TEXT        NOT NULL,
    user_id    TEXT        NOT NULL,
    message_id TEXT        NOT NULL,
    at         TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, period, notice, user_id),
    FOREIGN KEY (plan_id, message_id) REFERENCES messages (plan_id, id)
);
CREATE INDEX score_letters_by_message ON score_letters (plan_id, message_id);
