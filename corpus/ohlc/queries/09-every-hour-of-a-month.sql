-- Hour by hour high, low, opening and closing price of CLD over 21 days.
-- pathology: D2
SELECT '2024-05-06' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-06' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-06' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-06' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-06' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-06' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-06' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-06' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-07' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-07' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-07' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-07' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-07' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-07' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-07' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-07' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-08' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-08' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-08' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-08' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-08' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-08' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-08' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-08' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-09' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-09' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-09' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-09' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-09' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-09' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-09' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-09' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-10' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-10' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-10' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-10' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-10' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-10' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-10' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-10' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-13' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-13' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-13' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-13' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-13' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-13' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-13' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-13' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-14' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-14' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-14' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-14' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-14' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-14' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-14' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-15' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-15' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-15' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-15' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-15' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-15' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-15' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-15' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-16' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-16' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-16' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-16' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-16' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-16' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-16' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-16' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-17' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-17' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-17' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-17' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-17' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-17' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-17' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-17' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-20' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-20' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-20' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-20' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-20' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-20' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-20' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-20' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-21' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-21' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-21' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-21' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-21' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-21' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-21' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-21' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-22' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-22' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-22' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-22' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-22' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-22' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-22' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-22' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-23' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-23' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-23' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-23' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-23' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-23' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-23' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-23' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-24' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-24' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-24' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-24' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-24' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-24' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-24' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-24' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-28' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-28' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-28' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-28' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-28' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-28' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-28' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-28' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-29' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-29' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-29' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-29' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-29' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-29' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-29' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-29' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-30' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-30' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-30' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-30' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-30' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-30' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-30' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-30' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-31' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-31' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-31' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-31' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-31' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-31' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-05-31' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-05-31' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-06-03' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-06-03' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-06-03' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-06-03' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-06-03' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-06-03' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-06-03' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-03' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-06-04' AS trade_date, 9 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 9) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 9) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 30 AND 34) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 9 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-06-04' AS trade_date, 10 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 10) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 10) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 10 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-06-04' AS trade_date, 11 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 11) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 11) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 11 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-06-04' AS trade_date, 12 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 12) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 12) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 12 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-06-04' AS trade_date, 13 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 13) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 13) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 13 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-06-04' AS trade_date, 14 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 14) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 14 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
UNION ALL
SELECT '2024-06-04' AS trade_date, 15 AS hour_of_day,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 15) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 15) AS low_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 0 AND 4) AS opening_high,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 3 AND t.trade_date = '2024-06-04' AND t.hour_of_day = 15 AND t.minute_of_hour BETWEEN 55 AND 59) AS closing_low
ORDER BY trade_date, hour_of_day
