-- One text for SQLite and PostgreSQL. Every key starts with plan_id: several plans share a database, and
-- shard by plan as they are. Instants are UTC in whole seconds.

CREATE TABLE plans (
    plan_id     TEXT        NOT NULL PRIMARY KEY,
    version     BIGINT      NOT NULL,
    digest      TEXT        NOT NULL,
    applied_at  TIMESTAMPTZ NOT NULL
);

CREATE TABLE users (
    plan_id       TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    login         TEXT        NOT NULL UNIQUE,
    name          TEXT        NOT NULL,
    email         TEXT,
    role          TEXT        NOT NULL CHECK (role IN ('liaison', 'unit_leader', 'office', 'scoring_office', 'district_leader', 'admin')),
    unit_id       TEXT,
    password_hash TEXT,
    created_at    TIMESTAMPTZ NOT NULL,
    disabled_at   TIMESTAMPTZ,
    PRIMARY KEY (plan_id, id),
    CHECK ((role IN ('liaison', 'unit_leader')) = (unit_id IS NOT NULL))
);
CREATE INDEX users_by_unit ON users (plan_id, unit_id);

-- A cookie holds the token; the database only its hash.
CREATE TABLE sessions (
    token_hash TEXT        NOT NULL PRIMARY KEY,
    plan_id    TEXT        NOT NULL,
    user_id    TEXT        NOT NULL,
    address    TEXT        NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    FOREIGN KEY (plan_id, user_id) REFERENCES users (plan_id, id)
);
CREATE INDEX sessions_by_user ON sessions (plan_id, user_id);
CREATE INDEX sessions_by_expiry ON sessions (expires_at);

-- One-time links to set a password: for the first administrator, a new account, a reset.
CREATE TABLE password_links (
    token_hash TEXT        NOT NULL PRIMARY KEY,
    plan_id    TEXT        NOT NULL,
    user_id    TEXT        NOT NULL,
    created_at TIMESTAMPTZ NOT NULL,
    expires_at TIMESTAMPTZ NOT NULL,
    used_at    TIMESTAMPTZ,
    FOREIGN KEY (plan_id, user_id) REFERENCES users (plan_id, id)
);
CREATE INDEX password_links_by_user ON password_links (plan_id, user_id);

CREATE TABLE sign_in_failures (
    id      TEXT        NOT NULL PRIMARY KEY,
    login   TEXT        NOT NULL,
    address TEXT        NOT NULL,
    at      TIMESTAMPTZ NOT NULL
);
CREATE INDEX sign_in_failures_by_login ON sign_in_failures (login, at);
CREATE INDEX sign_in_failures_by_address ON sign_in_failures (address, at);

CREATE TABLE obligations (
    plan_id            TEXT        NOT NULL,
    id                 TEXT        NOT NULL,
    duty_id            TEXT        NOT NULL,
    unit_id            TEXT        NOT NULL,
    period             TEXT        NOT NULL,
    scheduled_at       TIMESTAMPTZ,
    due_at             TIMESTAMPTZ,
    state              TEXT        NOT NULL CHECK (state IN ('open', 'submitted', 'returned', 'accepted', 'exempt', 'retired')),
    revision           BIGINT      NOT NULL CHECK (revision >= 0),
    first_submitted_at TIMESTAMPTZ,
    acknowledged_at    TIMESTAMPTZ,
    PRIMARY KEY (plan_id, id),
    UNIQUE (plan_id, duty_id, unit_id, period)
);
CREATE INDEX obligations_by_unit ON obligations (plan_id, unit_id, state, due_at);
CREATE INDEX obligations_by_due ON obligations (plan_id, due_at);
CREATE INDEX obligations_by_state ON obligations (plan_id, state, due_at);

-- Acts are only ever added.
CREATE TABLE submissions (
    plan_id       TEXT        NOT NULL,
    obligation_id TEXT        NOT NULL,
    revision      BIGINT      NOT NULL,
    kind          TEXT        NOT NULL CHECK (kind IN ('report', 'nil')),
    body          TEXT        NOT NULL,
    figures       JSON        NOT NULL,
    user_id       TEXT        NOT NULL,
    at            TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, obligation_id, revision),
    FOREIGN KEY (plan_id, obligation_id) REFERENCES obligations (plan_id, id)
);
CREATE INDEX submissions_by_time ON submissions (plan_id, at);

CREATE TABLE evidence (
    plan_id       TEXT   NOT NULL,
    obligation_id TEXT   NOT NULL,
    revision      BIGINT NOT NULL,
    position      BIGINT NOT NULL,
    sha256        TEXT   NOT NULL,
    name          TEXT   NOT NULL,
    media_type    TEXT   NOT NULL,
    size          BIGINT NOT NULL,
    PRIMARY KEY (plan_id, obligation_id, revision, position),
    FOREIGN KEY (plan_id, obligation_id, revision) REFERENCES submissions (plan_id, obligation_id, revision)
);

-- Files that reached us with a form that was then refused, kept for its sender's next try.
CREATE TABLE uploads (
    plan_id       TEXT        NOT NULL,
    obligation_id TEXT        NOT NULL,
    user_id       TEXT        NOT NULL,
    sha256        TEXT        NOT NULL,
    name          TEXT        NOT NULL,
    media_type    TEXT        NOT NULL,
    size          BIGINT      NOT NULL,
    at            TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, obligation_id, user_id, sha256)
);

CREATE TABLE reviews (
    plan_id       TEXT        NOT NULL,
    obligation_id TEXT        NOT NULL,
    revision      BIGINT      NOT NULL,
    decision      TEXT        NOT NULL CHECK (decision IN ('accept', 'return')),
    reason        TEXT        NOT NULL,
    user_id       TEXT        NOT NULL,
    at            TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, obligation_id, revision),
    FOREIGN KEY (plan_id, obligation_id, revision) REFERENCES submissions (plan_id, obligation_id, revision)
);

CREATE TABLE extensions (
    plan_id         TEXT        NOT NULL,
    obligation_id   TEXT        NOT NULL,
    number          BIGINT      NOT NULL,
    until           TIMESTAMPTZ NOT NULL,
    reason          TEXT        NOT NULL,
    asked_by        TEXT        NOT NULL,
    asked_at        TIMESTAMPTZ NOT NULL,
    granted         BOOLEAN,
    decision_reason TEXT,
    decided_by      TEXT,
    decided_at      TIMESTAMPTZ,
    PRIMARY KEY (plan_id, obligation_id, number),
    FOREIGN KEY (plan_id, obligation_id) REFERENCES obligations (plan_id, id),
    CHECK ((granted IS NULL) = (decided_at IS NULL))
);
CREATE INDEX extensions_waiting ON extensions (plan_id, asked_at) WHERE granted IS NULL;

CREATE TABLE events (
    plan_id       TEXT        NOT NULL,
    seq           BIGINT      NOT NULL,
    obligation_id TEXT,
    act           TEXT        NOT NULL,
    detail        TEXT        NOT NULL,
    user_id       TEXT,
    address       TEXT        NOT NULL,
    at            TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, seq)
);
CREATE INDEX events_by_obligation ON events (plan_id, obligation_id, seq);

-- The outbox. A message is claimed by a conditional update with a lease, sent, and marked.
CREATE TABLE messages (
    plan_id       TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    kind          TEXT        NOT NULL CHECK (kind IN ('digest', 'returned')),
    user_id       TEXT        NOT NULL,
    address       TEXT        NOT NULL,
    day           DATE        NOT NULL,
    subject       TEXT        NOT NULL,
    body_text     TEXT        NOT NULL,
    body_html     TEXT        NOT NULL,
    state         TEXT        NOT NULL CHECK (state IN ('queued', 'claimed', 'sent', 'failed')),
    attempts      BIGINT      NOT NULL,
    next_try_at   TIMESTAMPTZ NOT NULL,
    claimed_until TIMESTAMPTZ,
    created_at    TIMESTAMPTZ NOT NULL,
    sent_at       TIMESTAMPTZ,
    reply         TEXT,
    PRIMARY KEY (plan_id, id)
);
CREATE INDEX messages_waiting ON messages (plan_id, next_try_at) WHERE state IN ('queued', 'claimed');
CREATE INDEX messages_by_time ON messages (plan_id, created_at);

-- The ledger: each stage of an obligation is mentioned to a person once.
CREATE TABLE reminders (
    plan_id       TEXT        NOT NULL,
    obligation_id TEXT        NOT NULL,
    stage         TEXT        NOT NULL,
    user_id       TEXT        NOT NULL,
    message_id    TEXT        NOT NULL,
    at            TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, obligation_id, stage, user_id),
    FOREIGN KEY (plan_id, message_id) REFERENCES messages (plan_id, id)
);
CREATE INDEX reminders_by_message ON reminders (plan_id, message_id);
