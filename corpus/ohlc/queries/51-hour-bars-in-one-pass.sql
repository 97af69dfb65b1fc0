-- Hour bars of all symbols.
-- pathology: none
SELECT symbol_id, trade_date, hour_of_day, MAX(price) AS high_price, MIN(price) AS low_price, SUM(volume) AS volume
FROM ticks
GROUP BY symbol_id, trade_date, hour_of_day
ORDER BY symbol_id, trade_date, hour_of_day
