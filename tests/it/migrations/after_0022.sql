INSERT INTO sheets (plan_id, id, obligation_id, form_id, user_id, state, source, file_sha256, file_name, notes, rows_read, rows_faulty, begun_at, touched_at) VALUES
    ('credit-2026', 's-sent', 'o-sent', 'licences', 'u-office', 'sent', 'file', 'aa', '许可.xlsx', '{}', 2, 0, '2026-06-10T01:00:00Z', '2026-06-10T01:00:00Z'),
    ('credit-2026', 's-draft', 'o-sent', 'licences', 'u-office', 'draft', 'typed', NULL, NULL, 'null', 1, 1, '2026-06-11T01:00:00Z', '2026-06-11T01:00:00Z');
INSERT INTO sheet_rows (plan_id, sheet_id, position, line, cells, faults, row_key, report_by, reported_on, search, withdrawn_at) VALUES
    ('credit-2026', 's-sent', 1, 2, '{"XK_WSH": "1号"}', NULL, 'licences1号', '2026-06-17', '2026-06-10', '1号', NULL),
    ('credit-2026', 's-sent', 2, 3, '{"XK_WSH": "2号"}', NULL, 'licences2号', '2026-06-17', '2026-06-18', '2号', '2026-06-20T01:00:00Z'),
    ('credit-2026', 's-draft', 1, 2, '{}', '[{"column": "XK_WSH", "what": "missing"}]', NULL, NULL, NULL, '', NULL);
INSERT INTO submission_sheets (plan_id, obligation_id, revision, form_id, sheet_id, rows_sent, rows_late) VALUES
    ('credit-2026', 'o-sent', 2, 'licences', 's-sent', 2, 1);
INSERT INTO row_corrections (plan_id, sheet_id, position, number, before, after, reason, user_id, at) VALUES
    ('credit-2026', 's-sent', 1, 1, '{"XK_WSH": "11号"}', '{"XK_WSH": "1号"}', '文号有误', 'u-office', '2026-06-20T01:00:00Z');
INSERT INTO disclosures (plan_id, id, user_id, address, what, form_id, asked, rows_shown, reason, at) VALUES
    ('credit-2026', 'd-1', 'u-office', '192.0.2.1', 'page', 'licences', '', 2, '核对', '2026-06-20T01:00:00Z');
