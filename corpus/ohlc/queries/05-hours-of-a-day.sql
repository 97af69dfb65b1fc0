-- Each trading hour of the eighth of May for BRK: high, low, trades, volume.
-- pathology: D24, S10
SELECT h.label,
       (SELECT MAX(t.price) FROM ticks t WHERE t.hour_of_day = h.hour_of_day AND t.symbol_id = 2 AND t.trade_date = '2024-05-08') AS high_price,
       (SELECT MIN(t.price) FROM ticks t WHERE t.hour_of_day = h.hour_of_day AND t.symbol_id = 2 AND t.trade_date = '2024-05-08') AS low_price,
       (SELECT COUNT(*) FROM ticks t WHERE t.hour_of_day = h.hour_of_day AND t.symbol_id = 2 AND t.trade_date = '2024-05-08') AS trades,
       (SELECT SUM(t.volume) FROM ticks t WHERE t.hour_of_day = h.hour_of_day AND t.symbol_id = 2 AND t.trade_date = '2024-05-08') AS volume
FROM trading_hours h
ORDER BY h.hour_of_day
