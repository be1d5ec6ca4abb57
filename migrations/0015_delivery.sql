-- When a message was last tried: the limit per minute counts by it.
ALTER TABLE messages ADD COLUMN tried_at TIMESTAMPTZ;
CREATE INDEX messages_by_try ON messages (plan_id, tried_at);

-- With the id, the next message is the first entry: thousands of digests are queued within one second, and were
-- sorted anew for each one that left.
DROP INDEX messages_waiting;
CREATE INDEX messages_waiting ON messages (plan_id, next_try_at, id) WHERE state IN ('queued', 'claimed');
