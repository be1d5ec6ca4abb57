-- Files that go with a message (附件), in their order, kept as they are sent. SQLite keeps bytes under any type's name.
CREATE TABLE attachments (
    plan_id    TEXT   NOT NULL,
    message_id TEXT   NOT NULL,
    position   BIGINT NOT NULL,
    name       TEXT   NOT NULL,
    media_type TEXT   NOT NULL,
    bytes      BYTEA  NOT NULL,
    PRIMARY KEY (plan_id, message_id, position),
    FOREIGN KEY (plan_id, message_id) REFERENCES messages (plan_id, id)
);
