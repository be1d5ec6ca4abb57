-- So many obligations of one unit and one duty, a quarter of them in each state, and on the page of the second
-- one so many rows of everything that it shows. Instead of what the plan asks for. SQLite only.

DELETE FROM obligations;

CREATE TEMP TABLE n AS
    WITH RECURSIVE n (i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < :rows) SELECT i FROM n;

INSERT INTO obligations (plan_id, id, duty_id, unit_id, period, scheduled_at, due_at, state, revision, first_submitted_at)
SELECT 'credit-2026', 'o-' || i, '4.2-weekly', 'jiaoyu', (2000 + i) || '-06-01', due, due,
    CASE i % 4 WHEN 0 THEN 'open' WHEN 1 THEN 'submitted' WHEN 2 THEN 'returned' ELSE 'accepted' END,
    CASE i % 4 WHEN 0 THEN 0 ELSE 1 END,
    CASE i % 4 WHEN 0 THEN NULL ELSE '2026-06-01T01:00:00Z' END
FROM (SELECT i, printf('2026-06-%02dT15:59:59Z', 1 + i % 30) AS due FROM n);

INSERT INTO submissions (plan_id, obligation_id, revision, kind, body, figures, user_id, at)
SELECT plan_id, id, 1, 'report', '已报送。', '{}', 'liaison', first_submitted_at FROM obligations WHERE revision = 1;

INSERT INTO reviews (plan_id, obligation_id, revision, decision, reason, user_id, at)
SELECT plan_id, id, 1, CASE state WHEN 'returned' THEN 'return' ELSE 'accept' END, '请补充。', 'office', '2026-06-02T01:00:00Z'
FROM obligations WHERE state IN ('returned', 'accepted');

INSERT INTO extensions (plan_id, obligation_id, number, until, reason, asked_by, asked_at)
SELECT plan_id, id, 1, '2026-07-10T15:59:59Z', '数据需要核对。', 'liaison', '2026-06-02T01:00:00Z'
FROM obligations WHERE state = 'open';

INSERT INTO submissions (plan_id, obligation_id, revision, kind, body, figures, user_id, at)
SELECT 'credit-2026', 'o-1', 2 + i, 'report', '又报送。', '{}', 'liaison', '2026-06-03T01:00:00Z' FROM n;
INSERT INTO reviews (plan_id, obligation_id, revision, decision, reason, user_id, at)
SELECT 'credit-2026', 'o-1', 1 + i, 'return', '请补充。', 'office', '2026-06-03T02:00:00Z' FROM n;
UPDATE obligations SET revision = 1 + :rows WHERE id = 'o-1';
INSERT INTO evidence (plan_id, obligation_id, revision, position, sha256, name, media_type, size)
SELECT 'credit-2026', 'o-1', 1 + i, 0, 'hash', '清单.pdf', 'application/pdf', 1 FROM n;
INSERT INTO extensions (plan_id, obligation_id, number, until, reason, asked_by, asked_at, granted, decision_reason, decided_by, decided_at)
SELECT 'credit-2026', 'o-1', 1 + i, '2026-06-20T15:59:59Z', '数据需要核对。', 'liaison', '2026-06-02T01:00:00Z', FALSE, '', 'office', '2026-06-02T02:00:00Z' FROM n;
INSERT INTO uploads (plan_id, obligation_id, user_id, sha256, name, media_type, size, at)
SELECT 'credit-2026', 'o-1', 'liaison', 'hash of ' || i, '草稿.pdf', 'application/pdf', 1, '2026-06-03T01:00:00Z' FROM n;
INSERT INTO events (plan_id, seq, obligation_id, act, detail, user_id, address, at)
SELECT 'credit-2026', 1000 + i, CASE i % 2 WHEN 0 THEN 'o-1' END, 'submitted', '', 'liaison', '', '2026-06-03T01:00:00Z' FROM n;
INSERT INTO messages (plan_id, id, kind, user_id, address, day, subject, body_text, body_html, state, attempts, next_try_at, created_at)
SELECT 'credit-2026', 'm-' || i, 'digest', 'liaison', '', '2026-06-03', '督办', '', '', 'queued', 0, '2026-06-03T01:00:00Z', '2026-06-03T01:00:00Z' FROM n;
INSERT INTO reminders (plan_id, obligation_id, stage, user_id, message_id, at)
SELECT 'credit-2026', 'o-1', 'before-' || i, 'liaison', 'm-' || i, '2026-06-03T01:00:00Z' FROM n;
INSERT INTO notices (plan_id, year, number, unit_id, unit_name, plan_title, day, issued_at, issuer, copy_to, addressed, document)
SELECT 'credit-2026', 2026, 1 + i, 'jiaoyu', '区教育局', '方案', (2000 + i) || '-06-03', '2026-06-03T01:00:00Z', '领导小组', '', 1, '' FROM n;
INSERT INTO notice_obligations (plan_id, year, number, position, obligation_id, title, period, due_on, days_late)
SELECT 'credit-2026', 2026, 1 + i, 0, 'o-1', '信用信息', '2026', (2000 + i) || '-06-01', 3 FROM n;
INSERT INTO notice_obligations (plan_id, year, number, position, obligation_id, title, period, due_on, days_late)
SELECT 'credit-2026', 2026, 1, 1 + i, 'o-0', '信用信息', '2026', (2000 + i) || '-06-01', 3 FROM n;
INSERT INTO users (plan_id, id, login, name, role, unit_id, created_at)
SELECT 'credit-2026', 'u-' || i, 'u-' || i, '测试', 'liaison', 'jiaoyu', '2026-06-03T01:00:00Z' FROM n;

INSERT INTO corrections (plan_id, obligation_id, number, revision, figures, reason, user_id, at)
SELECT 'credit-2026', 'o-1', 1 + i, 1 + :rows, '{"trained":1,"blacklisted":2}', '重复统计。', 'office', '2026-06-04T01:00:00Z' FROM n;
UPDATE submissions SET figures = '{"trained":1,"blacklisted":3}' WHERE revision = 1;

INSERT INTO sheets (plan_id, id, obligation_id, form_id, user_id, state, source, notes, rows_read, rows_faulty, begun_at, touched_at)
SELECT plan_id, 's-' || id, id, 'licences', 'liaison', 'sent', 'file', 'null', 1, 0, '2026-06-01T00:30:00Z', '2026-06-01T00:30:00Z'
FROM obligations WHERE state = 'accepted';
INSERT INTO submission_sheets (plan_id, obligation_id, revision, form_id, sheet_id, rows_sent, rows_late)
SELECT plan_id, id, 1, 'licences', 's-' || id, 1, 1 FROM obligations WHERE state = 'accepted';
INSERT INTO sheet_rows (plan_id, sheet_id, position, line, cells, row_key, report_by, reported_on, search)
SELECT plan_id, id, 1, 2, '{"XK_WSH":"许1号","XK_XDR_MC":"甲公司"}', 'licences' || char(31) || '许1号', '2026-05-01', '2026-06-01', '许1号' FROM sheets;
INSERT INTO row_corrections (plan_id, sheet_id, position, number, before, after, reason, user_id, at)
SELECT 'credit-2026', 's-o-3', 1, 1 + i, '{}', '{"XK_WSH":"许1号"}', '补录。', 'office', '2026-06-04T01:00:00Z' FROM n;
INSERT INTO disclosures (plan_id, id, user_id, address, what, form_id, asked, rows_shown, reason, at)
SELECT 'credit-2026', 'd-' || i, 'office', '', 'page', 'licences', '', 1, '核对。', '2026-06-04T01:00:00Z' FROM n;

DROP TABLE n;
