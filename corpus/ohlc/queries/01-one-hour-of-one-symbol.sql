-- High, low, volume and number of trades of AVO between ten and eleven on the seventh of May.
-- pathology: D2
SELECT
  (SELECT MAX(price) FROM ticks WHERE symbol_id = 1 AND trade_date = '2024-05-07' AND hour_of_day = 10) AS high_price,
  (SELECT MIN(price) FROM ticks WHERE symbol_id = 1 AND trade_date = '2024-05-07' AND hour_of_day = 10) AS low_price,
  (SELECT SUM(volume) FROM ticks WHERE symbol_id = 1 AND trade_date = '2024-05-07' AND hour_of_day = 10) AS volume,
  (SELECT COUNT(*) FROM ticks WHERE symbol_id = 1 AND trade_date = '2024-05-07' AND hour_of_day = 10) AS trades
