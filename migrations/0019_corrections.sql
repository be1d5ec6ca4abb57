-- Corrections of reported figures (更正数据): all figures of a report as they stand from then on. Only ever added to; the
-- report itself stays as it was sent.
CREATE TABLE corrections (
    plan_id       TEXT        NOT NULL,
    obligation_id TEXT        NOT NULL,
    number        BIGINT      NOT NULL CHECK (number > 0),
    revision      BIGINT      NOT NULL,
    figures       JSON        NOT NULL,
    reason        TEXT        NOT NULL,
    user_id       TEXT        NOT NULL,
    at            TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, obligation_id, number),
    FOREIGN KEY (plan_id, obligation_id, revision) REFERENCES submissions (plan_id, obligation_id, revision)
);
