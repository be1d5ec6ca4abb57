-- Bulletins (通报) of published editions: the prose as it was last saved, and once issued the document as it went out. What was
-- issued is never changed; the numbers of a year have no gaps.
CREATE TABLE bulletins (
    plan_id    TEXT        NOT NULL,
    period     TEXT        NOT NULL,
    edition    BIGINT      NOT NULL,
    version    BIGINT      NOT NULL CHECK (version > 0),
    prose      JSON        NOT NULL,
    saved_at   TIMESTAMPTZ NOT NULL,
    saved_by   TEXT        NOT NULL,
    year       BIGINT,
    number     BIGINT,
    day        DATE,
    issued_at  TIMESTAMPTZ,
    issued_by  TEXT,
    document   BYTEA,
    PRIMARY KEY (plan_id, period, edition),
    UNIQUE (plan_id, year, number),
    FOREIGN KEY (plan_id, period, edition) REFERENCES editions (plan_id, period, edition),
    CHECK ((number IS NULL) = (issued_at IS NULL) AND (number IS NULL) = (document IS NULL) AND (number IS NULL) = (year IS NULL)
        AND (number IS NULL) = (day IS NULL) AND (number IS NULL) = (issued_by IS NULL))
);
