-- Sheets (明细表): a report form as one person has filled it in. `reading` while its file is read, `draft` until it is
-- sent; what was sent is never changed but by corrections, which are kept beside it.
CREATE TABLE sheets (
    plan_id       TEXT        NOT NULL,
    id            TEXT        NOT NULL,
    obligation_id TEXT        NOT NULL,
    form_id       TEXT        NOT NULL,
    user_id       TEXT        NOT NULL,
    state         TEXT        NOT NULL CHECK (state IN ('reading', 'refused', 'draft', 'sent')),
    source        TEXT        NOT NULL CHECK (source IN ('file', 'paste', 'typed', 'copy', 'merge')),
    file_sha256   TEXT,
    file_name     TEXT,
    -- What the reading had to say: columns that it did not know, or why it could not go on.
    notes         JSON        NOT NULL,
    rows_read     BIGINT      NOT NULL,
    rows_faulty   BIGINT      NOT NULL,
    begun_at      TIMESTAMPTZ NOT NULL,
    touched_at    TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, id),
    FOREIGN KEY (plan_id, obligation_id) REFERENCES obligations (plan_id, id),
    FOREIGN KEY (plan_id, user_id) REFERENCES users (plan_id, id)
);
CREATE UNIQUE INDEX sheets_in_hand ON sheets (plan_id, obligation_id, form_id, user_id, state) WHERE state <> 'sent';
CREATE INDEX sheets_being_read ON sheets (plan_id, touched_at) WHERE state = 'reading';
CREATE INDEX sheets_unsent ON sheets (plan_id, touched_at) WHERE state <> 'sent';

-- `cells` is an object of the filled columns by their ids. `row_key` tells rows of a form apart, `report_by` and
-- `reported_on` are days (2026-03-05): reported after the first, a row is late. `search` is what it is found by. A row
-- that was sent and should not have been is struck out (划去): `withdrawn_at`.
CREATE TABLE sheet_rows (
    plan_id     TEXT   NOT NULL,
    sheet_id    TEXT   NOT NULL,
    position    BIGINT NOT NULL CHECK (position > 0),
    line        BIGINT NOT NULL,
    cells       JSON   NOT NULL,
    faults      JSON,
    row_key     TEXT,
    report_by   TEXT,
    reported_on TEXT,
    search      TEXT   NOT NULL,
    withdrawn_at TIMESTAMPTZ,
    PRIMARY KEY (plan_id, sheet_id, position),
    FOREIGN KEY (plan_id, sheet_id) REFERENCES sheets (plan_id, id)
);
CREATE INDEX sheet_rows_by_key ON sheet_rows (plan_id, row_key) WHERE row_key IS NOT NULL;
CREATE INDEX sheet_rows_withdrawn ON sheet_rows (plan_id, sheet_id) WHERE withdrawn_at IS NOT NULL;
CREATE INDEX sheet_rows_faulty ON sheet_rows (plan_id, sheet_id, position) WHERE faults IS NOT NULL;

-- Which sheets a submission holds: one that was not changed since the submission before is named by both.
CREATE TABLE submission_sheets (
    plan_id       TEXT   NOT NULL,
    obligation_id TEXT   NOT NULL,
    revision      BIGINT NOT NULL,
    form_id       TEXT   NOT NULL,
    sheet_id      TEXT   NOT NULL,
    rows_sent     BIGINT NOT NULL,
    rows_late     BIGINT NOT NULL,
    PRIMARY KEY (plan_id, obligation_id, revision, form_id),
    FOREIGN KEY (plan_id, obligation_id, revision) REFERENCES submissions (plan_id, obligation_id, revision),
    FOREIGN KEY (plan_id, sheet_id) REFERENCES sheets (plan_id, id)
);
CREATE INDEX submission_sheets_by_form ON submission_sheets (plan_id, form_id, obligation_id, revision);
CREATE INDEX submission_sheets_by_sheet ON submission_sheets (plan_id, sheet_id);

-- Corrections of rows that were sent (更正): the cells that stood there and those that stand now, null for a row that was
-- struck out. Only ever added to.
CREATE TABLE row_corrections (
    plan_id  TEXT        NOT NULL,
    sheet_id TEXT        NOT NULL,
    position BIGINT      NOT NULL,
    number   BIGINT      NOT NULL CHECK (number > 0),
    before   JSON        NOT NULL,
    after    JSON        NOT NULL,
    reason   TEXT        NOT NULL,
    user_id  TEXT        NOT NULL,
    at       TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, sheet_id, position, number),
    FOREIGN KEY (plan_id, sheet_id, position) REFERENCES sheet_rows (plan_id, sheet_id, position),
    FOREIGN KEY (plan_id, user_id) REFERENCES users (plan_id, id)
);

-- Who saw personal data in full (查看记录): which page or file, and what was asked for. Only ever added to.
CREATE TABLE disclosures (
    plan_id TEXT        NOT NULL,
    id      TEXT        NOT NULL,
    user_id TEXT        NOT NULL,
    address TEXT        NOT NULL,
    what    TEXT        NOT NULL,
    form_id TEXT        NOT NULL,
    asked   TEXT        NOT NULL,
    rows_shown BIGINT   NOT NULL,
    reason  TEXT        NOT NULL,
    at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, id),
    FOREIGN KEY (plan_id, user_id) REFERENCES users (plan_id, id)
);
CREATE INDEX disclosures_by_time ON disclosures (plan_id, at);
