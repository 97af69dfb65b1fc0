-- Trades of SUN that paid more than one and a half percent above the day's mean price.
-- pathology: S1
SELECT t.tick_id, t.tick_time, t.price
FROM ticks t
WHERE t.symbol_id = 19
  AND t.price > 1.015 * (SELECT AVG(x.price) FROM ticks x WHERE x.symbol_id = t.symbol_id AND x.trade_date = t.trade_date)
ORDER BY t.tick_id
