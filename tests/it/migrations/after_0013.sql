-- One small story in which every column of every table says something.

INSERT INTO plans (plan_id, version, digest, applied_at) VALUES ('credit-2026', 3, 'd1ge57', '2026-01-05T01:00:00Z');

INSERT INTO users (plan_id, id, login, name, email, phone, role, unit_id, password_hash, created_at, disabled_at, start_done_at) VALUES
    ('credit-2026', 'u-liaison', 'wang', '王联络', 'wang@example.cn', '13800000000', 'liaison', 'jiaoyu', 'hash of wang', '2026-01-05T02:00:00Z', NULL, '2026-01-06T02:00:00Z'),
    ('credit-2026', 'u-office', 'li', '李审核', NULL, NULL, 'office', NULL, 'hash of li', '2026-01-05T02:00:00Z', NULL, NULL),
    ('credit-2026', 'u-gone', 'zhao', '赵离任', 'zhao@example.cn', NULL, 'liaison', 'jiaoyu', NULL, '2026-01-05T02:00:00Z', '2026-03-01T00:00:00Z', NULL);

INSERT INTO sessions (token_hash, plan_id, user_id, address, created_at, expires_at) VALUES
    ('hash of a session', 'credit-2026', 'u-liaison', '192.0.2.1', '2026-06-10T01:00:00Z', '2026-06-10T13:00:00Z');

INSERT INTO password_links (token_hash, plan_id, user_id, created_at, expires_at, used_at) VALUES
    ('hash of a link', 'credit-2026', 'u-office', '2026-06-10T01:00:00Z', '2026-06-13T01:00:00Z', NULL),
    ('hash of a used link', 'credit-2026', 'u-liaison', '2026-01-05T02:00:00Z', '2026-01-08T02:00:00Z', '2026-01-06T02:00:00Z');

INSERT INTO sign_in_failures (id, login, address, at) VALUES ('failure-1', 'wang', '192.0.2.7', '2026-06-10T00:59:00Z');

INSERT INTO obligations (plan_id, id, duty_id, unit_id, period, scheduled_at, due_at, state, revision, first_submitted_at, acknowledged_at, added_seq) VALUES
    ('credit-2026', 'o-sent', '4.2-weekly', 'jiaoyu', '2026-W23', '2026-06-05T15:59:59Z', '2026-06-08T15:59:59Z', 'submitted', 2, '2026-06-04T01:00:00Z', '2026-06-01T01:00:00Z', 1),
    ('credit-2026', 'o-open', '4.2-weekly', 'jiaoyu', '2026-W24', '2026-06-12T15:59:59Z', '2026-06-12T15:59:59Z', 'open', 0, NULL, NULL, 1);

INSERT INTO submissions (plan_id, obligation_id, revision, kind, body, figures, user_id, at) VALUES
    ('credit-2026', 'o-sent', 1, 'nil', '', '{}', 'u-liaison', '2026-06-04T01:00:00Z'),
    ('credit-2026', 'o-sent', 2, 'report', '本周报送信用信息。', '{"count": 12}', 'u-liaison', '2026-06-08T02:00:00Z');

INSERT INTO evidence (plan_id, obligation_id, revision, position, sha256, name, media_type, size) VALUES
    ('credit-2026', 'o-sent', 2, 0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '清单.pdf', 'application/pdf', 1234);

INSERT INTO uploads (plan_id, obligation_id, user_id, sha256, name, media_type, size, at, position) VALUES
    ('credit-2026', 'o-open', 'u-liaison', 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '草稿.docx', 'application/octet-stream', 77, '2026-06-10T01:00:00Z', 1);

INSERT INTO drafts (plan_id, obligation_id, user_id, version, seen, body, figures, nil, files, saved_at) VALUES
    ('credit-2026', 'o-open', 'u-liaison', 'a1', 0, '本周写到一半。', '[["count", "1２"]]', FALSE, '[["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", true]]', '2026-06-10T01:00:30Z');

INSERT INTO incoming (plan_id, id, obligation_id, user_id, name, size, sha256, began_at) VALUES
    ('credit-2026', '17', 'o-open', 'u-liaison', '照片.jpg', 900000, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '2026-06-10T01:00:20Z');

INSERT INTO reviews (plan_id, obligation_id, revision, decision, reason, user_id, at) VALUES
    ('credit-2026', 'o-sent', 1, 'return', '本周有双公示数据，不能零报告。', 'u-office', '2026-06-05T01:00:00Z');

INSERT INTO extensions (plan_id, obligation_id, number, until, reason, asked_by, asked_at, granted, decision_reason, decided_by, decided_at) VALUES
    ('credit-2026', 'o-sent', 1, '2026-06-08T15:59:59Z', '数据需要核对。', 'u-liaison', '2026-06-02T01:00:00Z', TRUE, '同意。', 'u-office', '2026-06-02T02:00:00Z'),
    ('credit-2026', 'o-open', 1, '2026-06-15T15:59:59Z', '系统维护。', 'u-liaison', '2026-06-10T01:00:00Z', NULL, NULL, NULL, NULL);

INSERT INTO events (plan_id, seq, obligation_id, unit_id, act, detail, user_id, address, at) VALUES
    ('credit-2026', 1, NULL, NULL, 'plan_applied', 'version 3: +2', NULL, '', '2026-01-05T01:00:00Z'),
    ('credit-2026', 2, 'o-sent', 'jiaoyu', 'returned', '本周有双公示数据，不能零报告。', 'u-office', '192.0.2.2', '2026-06-05T01:00:00Z');

INSERT INTO messages (plan_id, id, kind, user_id, address, day, subject, body_text, body_html, state, attempts, next_try_at, claimed_until, created_at, sent_at, reply, link) VALUES
    ('credit-2026', 'm-sent', 'digest', 'u-liaison', 'wang@example.cn', '2026-06-05', '督办：1 项', '正文', '<p>正文</p>', 'sent', 1, '2026-06-05T00:30:00Z', NULL, '2026-06-05T00:30:00Z', '2026-06-05T00:30:05Z', '250 ok', NULL),
    ('credit-2026', 'm-held', 'returned', 'u-liaison', 'wang@example.cn', '2026-06-10', '退回', '正文', '<p>正文</p>', 'claimed', 1, '2026-06-10T01:00:00Z', '2026-06-10T01:05:00Z', '2026-06-10T01:00:00Z', NULL, NULL, 'https://duban.example.cn/links/0123');

INSERT INTO reminders (plan_id, obligation_id, stage, user_id, message_id, at) VALUES
    ('credit-2026', 'o-sent', 'before-3@2026-06-05', 'u-liaison', 'm-sent', '2026-06-05T00:30:00Z');

INSERT INTO marks (plan_id, user_id, seq, at) VALUES ('credit-2026', 'u-liaison', 1, '2026-06-04T01:00:00Z');

INSERT INTO search_documents (plan_id, number, obligation_id, revision, folded) VALUES
    ('credit-2026', 0, 'o-sent', 2, '本周报送信用信息。
清单.pdf');

-- 信用
INSERT INTO search_grams (plan_id, gram, block, bits) VALUES ('credit-2026', 42884691240, 0, 1);

INSERT INTO reminded_by_hand (plan_id, unit_id, day, user_id, at) VALUES
    ('credit-2026', 'jiaoyu', '2026-06-09', 'u-office', '2026-06-09T01:00:00Z');
