-- Supervision notices (督办通知单) as they were issued: they read the same whatever becomes of the plan. Rows are never
-- taken away, so the numbers of a year have no gaps.
CREATE TABLE notices (
    plan_id    TEXT        NOT NULL,
    year       BIGINT      NOT NULL,
    number     BIGINT      NOT NULL,
    unit_id    TEXT        NOT NULL,
    unit_name  TEXT        NOT NULL,
    plan_title TEXT        NOT NULL,
    day        DATE        NOT NULL,
    issued_at  TIMESTAMPTZ NOT NULL,
    issuer     TEXT        NOT NULL,
    -- One name a line.
    copy_to    TEXT        NOT NULL,
    -- To how many of the unit's people it was sent; of 0 the office must deliver it.
    addressed  BIGINT      NOT NULL,
    -- The document as it was sent.
    document   BYTEA       NOT NULL,
    PRIMARY KEY (plan_id, year, number),
    UNIQUE (plan_id, unit_id, day)
);

-- What a notice names: an obligation once for each due day.
CREATE TABLE notice_obligations (
    plan_id       TEXT   NOT NULL,
    year          BIGINT NOT NULL,
    number        BIGINT NOT NULL,
    position      BIGINT NOT NULL,
    obligation_id TEXT   NOT NULL,
    title         TEXT   NOT NULL,
    period        TEXT   NOT NULL,
    due_on        DATE   NOT NULL,
    days_late     BIGINT NOT NULL,
    PRIMARY KEY (plan_id, year, number, position),
    UNIQUE (plan_id, obligation_id, due_on),
    FOREIGN KEY (plan_id, year, number) REFERENCES notices (plan_id, year, number)
);
