-- Symbol days with their morning and afternoon volume, where there is at least one of them.
-- pathology: S3
WITH morning AS (
  SELECT symbol_id, trade_date, SUM(volume) AS volume FROM minute_bars WHERE minute_of_day < 600 GROUP BY symbol_id, trade_date
), afternoon AS (
  SELECT symbol_id, trade_date, SUM(volume) AS volume FROM minute_bars WHERE minute_of_day >= 900 GROUP BY symbol_id, trade_date
)
SELECT COALESCE(m.symbol_id, a.symbol_id) AS symbol_id, COALESCE(m.trade_date, a.trade_date) AS trade_date,
       m.volume AS morning_volume, a.volume AS afternoon_volume
FROM morning m
FULL OUTER JOIN afternoon a ON m.symbol_id = a.symbol_id AND m.trade_date = a.trade_date
ORDER BY 1, 2
