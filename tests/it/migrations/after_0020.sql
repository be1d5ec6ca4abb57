INSERT INTO messages (plan_id, id, kind, user_id, address, day, subject, body_text, body_html, state, attempts, next_try_at, created_at, channel) VALUES
    ('credit-2026', 'score-half-year-1-frozen-li', 'score', 'li', 'li@example.cn', '2026-07-02', '考核评分初步结果', '请核对', '<p>请核对</p>', 'queued', 0, '2026-07-02T01:00:00Z', '2026-07-02T01:00:00Z', 'mail');
INSERT INTO assessments (plan_id, period, state, edition, opened_at, opened_by, frozen_at, frozen_by, reply_until) VALUES
    ('credit-2026', 'half-year-1', 'published', 1, '2026-06-01T01:00:00Z', 'jixiao', '2026-07-02T01:00:00Z', 'jixiao', '2026-07-09T09:00:00Z');
INSERT INTO assessment_inputs (plan_id, period, capture) VALUES ('credit-2026', 'half-year-1', '{}');
INSERT INTO score_marks (plan_id, period, number, unit_id, target, verdict, reason, edition, user_id, user_name, at) VALUES
    ('credit-2026', 'half-year-1', 1, 'jiaoyu', 'judgement', '{"points":"18"}', '工作扎实', 1, 'jixiao', '孙经理', '2026-06-20T01:00:00Z'),
    ('credit-2026', 'half-year-1', 2, 'jiaoyu', 'quality', '{"ruled":"13"}', '情况属实', 1, 'jixiao', '孙经理', '2026-07-10T01:00:00Z');
INSERT INTO score_mark_withdrawals (plan_id, period, number, reason, user_id, user_name, at) VALUES
    ('credit-2026', 'half-year-1', 1, '重复登记', 'jixiao', '孙经理', '2026-06-21T01:00:00Z');
INSERT INTO score_mark_evidence (plan_id, period, number, position, sha256, name, media_type, size) VALUES
    ('credit-2026', 'half-year-1', 1, 0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '评议表.pdf', 'application/pdf', 0);
INSERT INTO replies (plan_id, period, unit_id, item, revision, body, user_id, user_name, at) VALUES
    ('credit-2026', 'half-year-1', 'jiaoyu', 'quality', 1, '退回系系统故障所致', 'li', '李明', '2026-07-03T01:00:00Z');
INSERT INTO reply_evidence (plan_id, period, unit_id, item, revision, position, sha256, name, media_type, size) VALUES
    ('credit-2026', 'half-year-1', 'jiaoyu', 'quality', 1, 0, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '故障记录.pdf', 'application/pdf', 0);
INSERT INTO rulings (plan_id, period, unit_id, item, revision, mark, reason, user_id, user_name, at) VALUES
    ('credit-2026', 'half-year-1', 'jiaoyu', 'quality', 1, 2, '情况属实', 'jixiao', '孙经理', '2026-07-10T01:00:00Z');
INSERT INTO consents (plan_id, period, unit_id, user_id, user_name, at) VALUES
    ('credit-2026', 'half-year-1', 'keji', 'li', '李明', '2026-07-03T01:00:00Z');
INSERT INTO editions (plan_id, period, edition, published_at, published_by, reason, snapshot, sha256, seal, previous_sha256) VALUES
    ('credit-2026', 'half-year-1', 1, '2026-07-13T01:00:00Z', '孙经理', '', '{}', '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a', 'aa', '0000');
INSERT INTO score_letters (plan_id, period, notice, user_id, message_id, at) VALUES
    ('credit-2026', 'half-year-1', 'frozen', 'li', 'score-half-year-1-frozen-li', '2026-07-02T01:00:00Z');
