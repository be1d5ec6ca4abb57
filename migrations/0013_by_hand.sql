-- Reminders that a person asked for: a unit gets them once a day at most, whoever presses and however many do at once.
CREATE TABLE reminded_by_hand (
    plan_id TEXT        NOT NULL,
    unit_id TEXT        NOT NULL,
    day     DATE        NOT NULL,
    user_id TEXT        NOT NULL,
    at      TIMESTAMPTZ NOT NULL,
    PRIMARY KEY (plan_id, day, unit_id),
    FOREIGN KEY (plan_id, user_id) REFERENCES users (plan_id, id)
);
