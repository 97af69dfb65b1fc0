-- The ten widest bars.
-- pathology: none
SELECT symbol_id, trade_date, minute_of_day, ROUND(high_price - low_price, 2) AS width
FROM minute_bars
ORDER BY width DESC, symbol_id, trade_date, minute_of_day
LIMIT 10
