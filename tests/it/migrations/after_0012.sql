UPDATE obligations SET added_seq = 1;

UPDATE events SET unit_id = 'jiaoyu' WHERE obligation_id = 'o-sent';

INSERT INTO marks (plan_id, user_id, seq, at) VALUES ('credit-2026', 'u-liaison', 1, '2026-06-04T01:00:00Z');

INSERT INTO search_documents (plan_id, number, obligation_id, revision, folded) VALUES
    ('credit-2026', 0, 'o-sent', 2, '本周报送信用信息。
清单.pdf');

-- 信用
INSERT INTO search_grams (plan_id, gram, block, bits) VALUES ('credit-2026', 42884691240, 0, 1);
