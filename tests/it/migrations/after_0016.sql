INSERT INTO notices (plan_id, year, number, unit_id, unit_name, plan_title, day, issued_at, issuer, copy_to, addressed, document) VALUES
    ('credit-2026', 2026, 1, 'jiaoyu', '区教育局', '社会信用体系建设实施方案', '2026-06-09', '2026-06-09T01:00:00Z', '领导小组', '领导小组办公室', 1, '\x504b0304');
INSERT INTO notice_obligations (plan_id, year, number, position, obligation_id, title, period, due_on, days_late) VALUES
    ('credit-2026', 2026, 1, 0, 'o-open', '双公示信息', '2026-W22', '2026-05-29', 6);
