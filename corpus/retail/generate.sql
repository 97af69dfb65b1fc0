-- Fills the tables of schema.sql. DuckDB; `SET VARIABLE scale = 0.1` first (1 when unset).
-- The same scale gives the same rows on every run, machine and thread count: integers only, no random(), no floating-point powers.

CREATE OR REPLACE TEMP MACRO scale_factor() AS coalesce(getvariable('scale'), 1);
CREATE OR REPLACE TEMP MACRO ticket_count() AS greatest(500, CAST(250000 * scale_factor() AS BIGINT));
CREATE OR REPLACE TEMP MACRO customer_count() AS greatest(200, CAST(50000 * scale_factor() AS BIGINT));
CREATE OR REPLACE TEMP MACRO item_count() AS greatest(100, CAST(5000 * scale_factor() AS BIGINT));

-- A pseudo-random integer in [0, 2^31 - 1) for row i and a salt: the product of two lines modulo a Mersenne prime.
CREATE OR REPLACE TEMP MACRO mix(i, salt) AS
  ((CAST(i AS BIGINT) * 48271 + salt * 1000003 + 12345) % 2147483647)
  * ((CAST(i AS BIGINT) * 16807 + salt * 7654321 + 777) % 2147483647) % 2147483647;
-- A rank in [0, n), the low ranks far more often: n * u^2 for a uniform u.
CREATE OR REPLACE TEMP MACRO skewed(h, n) AS (h * h // 2147483647) * n // 2147483647;
-- Spreads ranks over the ids 1..n, so that the popular ids are not neighbours.
CREATE OR REPLACE TEMP MACRO spread(rank, n) AS 1 + (rank * 7368787 + 17) % n;
-- The key of a day in dates.
CREATE OR REPLACE TEMP MACRO day_key(d) AS year(d) * 10000 + month(d) * 100 + day(d);
-- The list price of an item in cents: most are cheap.
CREATE OR REPLACE TEMP MACRO price_cents(item) AS 199 + skewed(mix(item, 31), 24000);

INSERT INTO dates
SELECT day_key(d), d, year(d), quarter(d), month(d), day(d), dayname(d),
  CASE WHEN isodow(d) >= 6 THEN 1 ELSE 0 END,
  1 + date_diff('day', DATE '2021-12-27', d) // 7,
  (year(d) - 2022) * 12 + month(d),
  CASE WHEN month(d) = 1 AND day(d) = 1 THEN 'New Year'
       WHEN month(d) = 5 AND day(d) = 1 THEN 'Labour Day'
       WHEN month(d) = 12 AND day(d) IN (24, 25, 26) THEN 'Christmas' END
FROM (SELECT CAST(DATE '2022-01-01' + CAST(i AS INTEGER) AS DATE) AS d FROM range(1096) AS r(i));

INSERT INTO stores
SELECT i, 'S' || lpad(CAST(i AS VARCHAR), 4, '0'),
  ['Market', 'Plaza', 'Central', 'Harbour', 'Station', 'Garden'][1 + mix(i, 1) % 6] || ' ' || CAST(i AS VARCHAR),
  ['Alder', 'Birch', 'Cedar', 'Elm', 'Fir', 'Hazel', 'Larch', 'Maple', 'Oak', 'Rowan', 'Willow', 'Yew'][1 + mix(i, 2) % 12],
  ['WA', 'OR', 'CA', 'NV', 'TX', 'NY', 'NJ', 'MA'][1 + skewed(mix(i, 3), 8)],
  ['West', 'West', 'West', 'South', 'South', 'East', 'East', 'East'][1 + skewed(mix(i, 3), 8)],
  CAST(DATE '2005-03-01' + CAST(mix(i, 4) % 6000 AS INTEGER) AS DATE),
  CASE WHEN mix(i, 5) % 12 = 0 THEN CAST(DATE '2023-01-15' + CAST(mix(i, 6) % 700 AS INTEGER) AS DATE) END,
  CASE WHEN mix(i, 7) % 10 > 0 THEN 400 + mix(i, 8) % 5600 END,
  CASE WHEN mix(i, 9) % 8 > 0 THEN ['Ada', 'Ben', 'Cleo', 'Dag', 'Eva', 'Finn', 'Gus', 'Ida'][1 + mix(i, 10) % 8] END
FROM range(1, 101) AS r(i);

INSERT INTO reasons
SELECT i, ['Damaged', 'Wrong size', 'Changed mind', 'Late delivery', 'Wrong item', 'Missing parts',
           'Better price elsewhere', 'Gift', 'Not as described', 'Recall', 'Duplicate order', 'Unknown'][i]
FROM range(1, 13) AS r(i);

INSERT INTO promotions
SELECT i, CASE WHEN mix(i, 21) % 4 > 0 THEN 'P' || lpad(CAST(i AS VARCHAR), 3, '0') END,
  ['Spring', 'Summer', 'Autumn', 'Winter', 'Clearance', 'Member'][1 + mix(i, 22) % 6] || ' deal ' || CAST(i AS VARCHAR),
  CASE WHEN mix(i, 23) % 9 > 0 THEN ['email', 'tv', 'radio', 'paper', 'social'][1 + skewed(mix(i, 23), 5)] END,
  5 * (1 + mix(i, 24) % 10),
  CAST(DATE '2022-01-01' + CAST(i * 17 AS INTEGER) AS DATE),
  CAST(DATE '2022-01-01' + CAST(i * 17 + 14 + mix(i, 25) % 60 AS INTEGER) AS DATE),
  CASE WHEN mix(i, 26) % 6 > 0 THEN CAST((1 + mix(i, 27) % 500) * 100 AS DECIMAL(12,2)) END
FROM range(1, 61) AS r(i);

INSERT INTO customers
SELECT i, lower(first_name) || '.' || lower(last_name) || CAST(i AS VARCHAR) || '@example.com', first_name, last_name,
  CASE WHEN h1 % 14 > 0 THEN 1935 + h1 % 71 END,
  ['Alder', 'Birch', 'Cedar', 'Elm', 'Fir', 'Hazel', 'Larch', 'Maple', 'Oak', 'Rowan', 'Willow', 'Yew',
   'Aspen', 'Beech', 'Linden', 'Poplar'][1 + skewed(h2, 16)],
  CASE WHEN h2 % 20 > 0 THEN lpad(CAST(10000 + skewed(h3, 89999) AS VARCHAR), 5, '0') END,
  CASE WHEN h3 % 16 > 0 THEN ['North', 'South', 'East', 'West'][1 + skewed(h3, 4)] END,
  ['consumer', 'consumer', 'small business', 'corporate', 'public'][1 + h4 % 5],
  CAST(DATE '2018-01-01' + CAST(h4 // 5 % 2550 AS INTEGER) AS DATE),
  CASE WHEN h4 % 10 < 3 AND i > 10 THEN 1 + skewed(h5, i - 1) END,
  CASE WHEN h5 % 25 > 0 THEN CAST(h5 % 20000 - 1500 AS DECIMAL(10,2)) / 2 END,
  CASE WHEN h5 % 11 > 0 THEN 300 + h1 % 55000 / 100.0 END
FROM (
  SELECT i, mix(i, 41) AS h1, mix(i, 42) AS h2, mix(i, 43) AS h3, mix(i, 44) AS h4, mix(i, 45) AS h5,
    ['Anna', 'Boris', 'Carla', 'David', 'Elif', 'Farid', 'Grace', 'Hiro', 'Ines', 'Jonas', 'Kofi', 'Lena', 'Marta',
     'Nils', 'Olga', 'Pedro', 'Quinn', 'Rosa', 'Sven', 'Tara'][1 + mix(i, 46) % 20] AS first_name,
    ['Abel', 'Baker', 'Costa', 'Diaz', 'Eriksen', 'Fischer', 'Garcia', 'Haddad', 'Ito', 'Jensen', 'Kim', 'Lopez',
     'Meyer', 'Novak', 'Okafor', 'Patel', 'Rossi', 'Silva', 'Tanaka', 'Weber'][1 + skewed(mix(i, 47), 20)] AS last_name
  FROM range(1, 1 + customer_count()) AS r(i));

INSERT INTO items
SELECT i, 'SKU-' || lpad(CAST(i AS VARCHAR), 7, '0'),
  ['Classic', 'Modern', 'Basic', 'Deluxe', 'Eco', 'Travel'][1 + h1 % 6] || ' '
    || ['lamp', 'chair', 'mug', 'shirt', 'radio', 'ball', 'book', 'tent', 'drill'][1 + h1 // 6 % 9] || ' ' || CAST(i AS VARCHAR),
  CASE WHEN h1 % 50 > 0 THEN ['Home', 'Clothing', 'Sports', 'Electronics', 'Books', 'Garden', 'Toys', 'Music'][1 + skewed(h2, 8)] END,
  CASE WHEN h2 % 15 > 0 THEN 'sub ' || CAST(1 + skewed(h2, 8) AS VARCHAR) || '.' || CAST(1 + h2 % 6 AS VARCHAR) END,
  'Brand ' || CAST(1 + skewed(h3, 60) AS VARCHAR),
  CASE WHEN h3 % 12 > 0 THEN ['black', 'white', 'red', 'blue', 'green', 'grey', 'yellow'][1 + h3 // 12 % 7] END,
  CAST(price_cents(i) AS DECIMAL(11,2)) / 100,
  CAST(price_cents(i) * (40 + h4 % 45) // 100 AS DECIMAL(11,2)) / 100,
  CASE WHEN h4 % 9 > 0 THEN (50 + h4 // 45 % 25000) / 1000.0 END,
  CAST(DATE '2015-06-01' + CAST(h4 % 2400 AS INTEGER) AS DATE)
FROM (SELECT i, mix(i, 51) AS h1, mix(i, 52) AS h2, mix(i, 53) AS h3, mix(i, 54) AS h4 FROM range(1, 1 + item_count()) AS r(i));

-- A ticket has one day, buyer, store and channel. Tickets are numbered in time; one in seven is moved into November or December.
CREATE OR REPLACE TEMP TABLE new_tickets AS
SELECT i AS ticket_number, 1 + h1 % 7 AS line_count,
  CASE WHEN h1 // 7 % 7 = 0
       THEN make_date(2022 + CAST(i * 3 // (ticket_count() + 1) AS INTEGER), 11, 1) + CAST(h1 // 49 % 61 AS INTEGER)
       ELSE DATE '2022-01-01' + CAST((i - 1) * 1096 // ticket_count() AS INTEGER) END AS sold_on,
  8 + h2 % 14 AS sold_hour, h2 // 14 % 60 AS sold_minute,
  CASE WHEN h2 // 840 % 9 > 0 THEN spread(skewed(h3, customer_count() * 17 // 20), customer_count()) END AS customer_id,
  1 + skewed(h4, 100) AS store_id,
  ['store', 'store', 'store', 'web', 'web', 'phone'][1 + h4 % 6] AS channel
FROM (SELECT i, mix(i, 61) AS h1, mix(i, 62) AS h2, mix(i, 63) AS h3, mix(i, 64) AS h4 FROM range(1, 1 + ticket_count()) AS r(i));

-- The lines of the tickets; an item drawn twice on a ticket stays once, so there are a few less than four lines a ticket.
CREATE OR REPLACE TEMP TABLE new_lines AS
SELECT ticket_number, item_id, min(line) AS line
FROM (
  SELECT ticket_number, spread(skewed(mix(ticket_number * 8 + line, 71), item_count()), item_count()) AS item_id, line
  FROM new_tickets, range(7) AS l(line)
  WHERE line < line_count)
GROUP BY ticket_number, item_id;

INSERT INTO sales
SELECT ticket_number, item_id, day_key(sold_on), sold_hour, sold_minute, customer_id, store_id,
  CASE WHEN channel = 'store' AND h1 % 12 > 0 THEN store_id
       WHEN h1 % 12 = 1 THEN NULL
       WHEN h1 % 5 > 0 THEN store_id
       ELSE 1 + h1 // 60 % 100 END,
  CASE WHEN h2 % 10 < 3 THEN 1 + skewed(h2, 60) END,
  channel, quantity, CAST(cents AS DECIMAL(11,2)) / 100,
  CASE WHEN h2 % 10 < 3 THEN CAST(cents * quantity * (h1 // 7 % 40) // 100 AS DECIMAL(11,2)) / 100
       WHEN h2 % 10 < 8 THEN 0 END,
  CAST(cents * quantity - CASE WHEN h2 % 10 < 3 THEN cents * quantity * (h1 // 7 % 40) // 100 ELSE 0 END AS DECIMAL(13,2)) / 100,
  CASE WHEN h3 % 4 = 0 THEN 0.5 * (2 + h3 // 4 % 9) END
FROM (
  SELECT t.*, l.item_id, h1, h2, h3, 1 + skewed(h3, 100) AS quantity, price_cents(l.item_id) * (80 + h1 % 41) // 100 AS cents
  FROM (SELECT *, mix(ticket_number * 8 + line, 72) AS h1, mix(ticket_number * 8 + line, 73) AS h2,
          mix(ticket_number * 8 + line, 74) AS h3 FROM new_lines) AS l
  JOIN new_tickets AS t USING (ticket_number))
ORDER BY ticket_number, item_id;

-- A tenth of the lines come back, wholly or in part, most of them soon.
INSERT INTO returns
SELECT ticket_number, item_id,
  CASE WHEN h1 // 10 % 40 > 0 AND returned_on < DATE '2025-01-01' THEN day_key(returned_on) END,
  CASE WHEN h2 % 5 > 0 THEN customer_id WHEN h2 % 15 > 0 THEN spread(skewed(h3, customer_count()), customer_count()) END,
  CASE WHEN h2 // 15 % 12 > 0 THEN store_id END,
  CASE WHEN h2 // 180 % 15 > 0 THEN 1 + skewed(h2, 12) END,
  return_quantity, CAST(floor(net_paid * 100 * return_quantity / quantity) AS DECIMAL(13,2)) / 100,
  CASE WHEN h3 % 3 > 0 THEN h3 // 3 % 1500 / 100.0 END
FROM (
  SELECT s.*, 1 + h3 % quantity AS return_quantity, h1, h2, h3,
    make_date(date_key // 10000, date_key // 100 % 100, date_key % 100) + CAST(1 + skewed(h2, 90) AS INTEGER) AS returned_on
  FROM (SELECT *, mix(CAST(ticket_number AS BIGINT) * 7919 + item_id, 81) AS h1, mix(CAST(ticket_number AS BIGINT) * 7919 + item_id, 82) AS h2,
          mix(CAST(ticket_number AS BIGINT) * 7919 + item_id, 83) AS h3 FROM sales) AS s
  WHERE h1 % 10 = 0)
ORDER BY ticket_number, item_id;

DROP TABLE new_tickets;
DROP TABLE new_lines;
