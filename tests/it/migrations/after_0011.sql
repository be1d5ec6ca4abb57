UPDATE uploads SET position = 1;

INSERT INTO drafts (plan_id, obligation_id, user_id, version, seen, body, figures, nil, files, saved_at) VALUES
    ('credit-2026', 'o-open', 'u-liaison', 'a1', 0, '本周写到一半。', '[["count", "1２"]]', FALSE, '[["e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", true]]', '2026-06-10T01:00:30Z');

INSERT INTO incoming (plan_id, id, obligation_id, user_id, name, size, sha256, began_at) VALUES
    ('credit-2026', '17', 'o-open', 'u-liaison', '照片.jpg', 900000, 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855', '2026-06-10T01:00:20Z');
