INSERT INTO bulletins (plan_id, period, edition, version, prose, saved_at, saved_by, year, number, day, issued_at, issued_by, document) VALUES
    ('credit-2026', 'half-year-1', 1, 2, '{"title":"通报","opening":"","sections":[],"closing":"特此通报。","contact":""}', '2026-07-14T01:00:00Z', 'jixiao', 2026, 1, '2026-07-14', '2026-07-14T02:00:00Z', 'jixiao', 'PK');
