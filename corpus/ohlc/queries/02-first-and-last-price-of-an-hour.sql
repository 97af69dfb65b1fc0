-- Open, high, low and close of FJD between two and three on the fourteenth of May, open and close by the order of the ticks.
-- pathology: D2
SELECT s.ticker,
  (SELECT t.price FROM ticks t WHERE t.symbol_id = 6 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 14
    ORDER BY t.tick_id LIMIT 1) AS open_price,
  (SELECT MAX(t.price) FROM ticks t WHERE t.symbol_id = 6 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 14) AS high_price,
  (SELECT MIN(t.price) FROM ticks t WHERE t.symbol_id = 6 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 14) AS low_price,
  (SELECT t.price FROM ticks t WHERE t.symbol_id = 6 AND t.trade_date = '2024-05-14' AND t.hour_of_day = 14
    ORDER BY t.tick_id DESC LIMIT 1) AS close_price
FROM symbols s
WHERE s.symbol_id = 6
