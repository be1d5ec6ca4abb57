-- By which channel a message leaves (渠道): `mail`, or the name of a chat group's robot. Each channel claims, counts
-- and waits for itself, so what is due is found by channel.
ALTER TABLE messages ADD COLUMN channel TEXT NOT NULL DEFAULT 'mail';

DROP INDEX messages_waiting;
CREATE INDEX messages_waiting ON messages (plan_id, channel, next_try_at, id) WHERE state IN ('queued', 'claimed');
DROP INDEX messages_by_try;
CREATE INDEX messages_by_try ON messages (plan_id, tried_at, channel);
DROP INDEX messages_by_state;
CREATE INDEX messages_by_state ON messages (plan_id, state, channel);
