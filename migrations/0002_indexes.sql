-- A database mostly holds one plan: what is found by plan_id alone is found by reading everything.

CREATE INDEX obligations_of_unit_by_due ON obligations (plan_id, unit_id, due_at);
CREATE INDEX obligations_of_duty_by_due ON obligations (plan_id, duty_id, due_at);

CREATE INDEX messages_by_day ON messages (plan_id, day, kind);
CREATE INDEX messages_of_person_by_day ON messages (plan_id, user_id, day);
-- Counting by state would otherwise read past every message's text.
CREATE INDEX messages_by_state ON messages (plan_id, state);
