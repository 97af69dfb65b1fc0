-- Fills the tables of schema.sql. DuckDB; `SET VARIABLE scale = 0.1` first (1 when unset).
-- The same scale gives the same rows on every run, machine and thread count: integers only, no random(), no floating-point powers.

CREATE OR REPLACE TEMP MACRO scale_factor() AS coalesce(getvariable('scale'), 1);
CREATE OR REPLACE TEMP MACRO tick_count() AS greatest(2000, CAST(1000000 * scale_factor() AS BIGINT));

-- A pseudo-random integer in [0, 2^31 - 1) for row i and a salt: the product of two lines modulo a Mersenne prime.
CREATE OR REPLACE TEMP MACRO mix(i, salt) AS
  ((CAST(i AS BIGINT) * 48271 + salt * 1000003 + 12345) % 2147483647)
  * ((CAST(i AS BIGINT) * 16807 + salt * 7654321 + 777) % 2147483647) % 2147483647;
-- A rank in [0, n), the low ranks far more often: n * u^2 for a uniform u.
CREATE OR REPLACE TEMP MACRO skewed(h, n) AS (h * h // 2147483647) * n // 2147483647;
-- A wave of straight lines between 0 and period.
CREATE OR REPLACE TEMP MACRO wave(t, period) AS abs(2 * (t % period) - period);

INSERT INTO symbols
SELECT i, ['AVO', 'BRK', 'CLD', 'DUN', 'ELM', 'FJD', 'GLO', 'HUB', 'INK', 'JET', 'KIT', 'LUX', 'MOS', 'NEO', 'OAR', 'PIX', 'QUA', 'RIM', 'SUN', 'TOR'][i],
  ['Avocet', 'Brook', 'Cloud', 'Dune', 'Elm', 'Fjord', 'Glow', 'Hub', 'Ink', 'Jet', 'Kit', 'Lux', 'Moss', 'Neon', 'Oar', 'Pixel', 'Quartz', 'Rim', 'Sun', 'Torrent'][i]
    || CASE WHEN i % 3 = 0 THEN ' Holding' ELSE ' Inc' END,
  CASE WHEN i % 7 > 0 THEN ['energy', 'software', 'health', 'retail'][1 + mix(i, 1) % 4] END,
  CASE WHEN i % 4 = 0 THEN 'SECOND' ELSE 'MAIN' END,
  CAST(DATE '1990-01-01' + CAST(mix(i, 2) % 11000 AS INTEGER) AS DATE),
  CASE WHEN i % 5 = 0 THEN 100 ELSE 10 END
FROM range(1, 21) AS r(i);

-- The weekdays of six weeks but one holiday; the Friday before it is a half day.
INSERT INTO trading_days
SELECT d, row_number() OVER (ORDER BY d), 1 + date_diff('day', DATE '2024-05-06', d) // 7,
  CASE WHEN d = DATE '2024-05-24' THEN 1 ELSE 0 END,
  CASE WHEN d = DATE '2024-05-24' THEN 780 ELSE 960 END,
  CASE WHEN d = DATE '2024-05-24' THEN 'closes at one' WHEN d = DATE '2024-05-28' THEN 'after a holiday' END
FROM (SELECT CAST(DATE '2024-05-06' + CAST(i AS INTEGER) AS DATE) AS d FROM range(42) AS r(i))
WHERE isodow(d) <= 5 AND d <> DATE '2024-05-27';

INSERT INTO trading_hours
SELECT h, lpad(CAST(h AS VARCHAR), 2, '0') || ':00', CASE WHEN h < 11 THEN 'morning' WHEN h < 14 THEN 'midday' ELSE 'afternoon' END
FROM range(9, 17) AS r(h);

INSERT INTO brokers
SELECT i, 'Broker ' || CAST(i AS VARCHAR), CASE WHEN i % 6 > 0 THEN ['US', 'GB', 'DE', 'JP'][1 + mix(i, 3) % 4] END,
  CASE WHEN i % 5 > 0 THEN (5 + mix(i, 4) % 95) / 10.0 END
FROM range(1, 31) AS r(i);

-- Trading opens at 9:30. Two thirds of the ticks crowd at the opening and the close; a few symbols have most of them.
-- The table is filled in the order of time, so that a row's place in it is the number of the tick.
CREATE OR REPLACE TEMP TABLE new_ticks AS
SELECT i, day_seq,
  34200 + CASE h % 3 WHEN 0 THEN skewed(h, open_seconds // 2)
                     WHEN 1 THEN open_seconds - 1 - skewed(h, open_seconds // 2)
                     ELSE h // 3 % open_seconds END AS second_of_day
FROM (SELECT i, 1 + i * 29 // tick_count() AS day_seq, mix(i, 11) AS h,
        CASE WHEN 1 + i * 29 // tick_count() = 15 THEN 12600 ELSE 23400 END AS open_seconds
      FROM range(tick_count()) AS r(i))
ORDER BY day_seq, second_of_day, i;

INSERT INTO ticks
SELECT tick_id, symbol_id, trade_date,
  CAST(trade_date AS TIMESTAMP) + to_seconds(second_of_day), second_of_day // 3600, second_of_day // 60 % 60,
  CAST((symbol_id * 739 % 9001 + 1500) * (9000 + wave(t + symbol_id * 91193, 460000) // 500
    + wave(t * 3 + symbol_id * 7919, 98000) // 250 + wave(t * 7 + symbol_id * 5387, 30000) // 300 + h3 % 21)
    // 10000 AS DECIMAL(12,2)) / 100,
  10 * (1 + skewed(h3, 400)),
  CASE WHEN h3 // 21 % 20 > 0 THEN CASE WHEN h3 // 420 % 2 = 0 THEN 'B' ELSE 'S' END END,
  CASE WHEN h4 % 15 > 0 THEN 1 + skewed(h4, 30) END,
  CASE WHEN h4 % 12 > 0 THEN (1 + h4 // 12 % 80) / 1000.0 END
FROM (
  SELECT n.rowid + 1 AS tick_id, second_of_day, trade_date, 1 + skewed(h2, 20) AS symbol_id,
    CAST(day_seq AS BIGINT) * 23400 + second_of_day - 34200 AS t, h3, h4
  FROM (SELECT rowid, *, mix(i, 12) AS h2, mix(i, 13) AS h3, mix(i, 14) AS h4 FROM new_ticks) AS n
  JOIN trading_days USING (day_seq))
ORDER BY tick_id;

DROP TABLE new_ticks;

INSERT INTO minute_bars
SELECT symbol_id, trade_date, hour_of_day * 60 + minute_of_hour, arg_min(price, tick_id), max(price), min(price),
  arg_max(price, tick_id), sum(volume)
FROM ticks
GROUP BY symbol_id, trade_date, hour_of_day * 60 + minute_of_hour
ORDER BY ALL;
