-- Search over what units sent, and what changed since a person last looked.

-- What search reads of an obligation's latest report: its text and the names of its files, case and width folded.
-- `number` counts from 0 and stays with the obligation.
CREATE TABLE search_documents (
    plan_id       TEXT   NOT NULL,
    number        BIGINT NOT NULL,
    obligation_id TEXT   NOT NULL,
    revision      BIGINT NOT NULL,
    folded        TEXT   NOT NULL,
    PRIMARY KEY (plan_id, number),
    UNIQUE (plan_id, obligation_id),
    FOREIGN KEY (plan_id, obligation_id, revision) REFERENCES submissions (plan_id, obligation_id, revision)
);

-- Which documents hold which pair of characters: bit n of `bits` stands for document 64 * block + n. A gram below
-- zero is a label: the documents of one unit, or of one duty. Bits are only ever added.
CREATE TABLE search_grams (
    plan_id TEXT   NOT NULL,
    gram    BIGINT NOT NULL,
    block   BIGINT NOT NULL,
    bits    BIGINT NOT NULL,
    PRIMARY KEY (plan_id, gram, block)
);

-- Up to where a person has read the changes: the last event, and the instant for what no event tells.
CREATE TABLE marks (
    plan_id TEXT        NOT NULL,
    user_id TEXT        NOT NULL,
    seq     BIGINT      NOT NULL,
    at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, user_id),
    FOREIGN KEY (plan_id, user_id) REFERENCES users (plan_id, id)
);
INSERT INTO marks (plan_id, user_id, seq, at)
    SELECT u.plan_id, u.id, COALESCE(MAX(e.seq), 0), COALESCE(MAX(e.at), u.created_at)
    FROM users u LEFT JOIN events e ON e.plan_id = u.plan_id GROUP BY u.plan_id, u.id, u.created_at;

-- Whose obligation an event is about, so that a unit's changes are found without reading everyone's.
ALTER TABLE events ADD COLUMN unit_id TEXT;
UPDATE events SET unit_id =
    (SELECT o.unit_id FROM obligations o WHERE o.plan_id = events.plan_id AND o.id = events.obligation_id)
    WHERE obligation_id IS NOT NULL;
CREATE INDEX events_by_unit ON events (plan_id, unit_id, seq);
CREATE INDEX events_by_act ON events (plan_id, act, seq);

-- The event by which the plan added it; NULL for what was there before this column.
ALTER TABLE obligations ADD COLUMN added_seq BIGINT;
CREATE INDEX obligations_by_addition ON obligations (plan_id, unit_id, added_seq);

CREATE INDEX reminders_by_user ON reminders (plan_id, user_id, at);
