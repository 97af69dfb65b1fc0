-- Hour bars of one week with open and close by the order of the ticks.
-- pathology: none
SELECT symbol_id, trade_date, hour_of_day,
       arg_min(price, tick_id) AS open_price, max(price) AS high_price, min(price) AS low_price,
       arg_max(price, tick_id) AS close_price, sum(volume) AS volume
FROM ticks
WHERE trade_date BETWEEN DATE '2024-05-13' AND DATE '2024-05-17'
GROUP BY symbol_id, trade_date, hour_of_day
ORDER BY symbol_id, trade_date, hour_of_day
