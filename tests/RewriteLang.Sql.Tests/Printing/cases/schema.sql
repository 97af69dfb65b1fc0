CREATE TABLE item (i_id INTEGER PRIMARY KEY, i_name VARCHAR NOT NULL, i_class VARCHAR, i_price DECIMAL(9, 2), i_since DATE);
CREATE TABLE sale (s_id INTEGER PRIMARY KEY, s_item INTEGER, s_store INTEGER, s_day DATE NOT NULL, s_at TIMESTAMP, s_amount DECIMAL(9, 2), s_count INTEGER, s_rate DOUBLE, s_paid BOOLEAN);
CREATE TABLE store (id INTEGER PRIMARY KEY, name VARCHAR, city VARCHAR, "order" INTEGER);
INSERT INTO item VALUES (1, 'Apple', 'fruit', 1.25, '2020-01-31'), (2, 'banana', 'fruit', 0.70, '2020-02-29'), (3, 'Carrot', 'root', 0.05, NULL),
    (4, 'date_palm', NULL, 10.00, '2021-12-31'), (5, 'egg*plant', 'other', NULL, '2019-03-15');
INSERT INTO store VALUES (1, 'North', 'Oslo', 3), (2, 'South', 'Rome', 1), (3, NULL, 'Bern', NULL);
INSERT INTO sale VALUES
    (1, 1, 1, '2024-01-31', '2024-01-31 10:15:00', 12.50, 10, 0.5, TRUE),
    (2, 1, 2, '2024-02-01', '2024-02-01 23:59:59', 2.50, 2, 1.25, FALSE),
    (3, 2, 1, '2024-02-29', NULL, 7.00, 10, 2.5, TRUE),
    (4, 3, NULL, '2024-03-31', '2024-03-31 00:00:00', 0.06, 1, -2.5, NULL),
    (5, NULL, 2, '2024-12-30', '2024-12-30 12:00:00', 0.07, 3, 0.0, TRUE),
    (6, 9, 3, '2023-12-31', '2023-12-31 08:30:30', NULL, NULL, NULL, FALSE),
    (7, 2, 3, '2024-02-29', '2024-02-29 06:00:00', 7.00, 0, 1.0, NULL),
    (8, 4, 1, '2025-01-01', '2025-01-01 01:02:03', 100.00, 10, 3.75, TRUE);
