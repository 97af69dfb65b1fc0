-- Trades repeated within the same second: same symbol, price, and side (or both unknown).
-- pathology: S7
SELECT a.symbol_id, COUNT(*) AS echoes
FROM ticks a
JOIN ticks b
  ON b.symbol_id = a.symbol_id
 AND b.tick_time = a.tick_time
 AND b.price = a.price
 AND b.tick_id > a.tick_id
 AND (b.side = a.side OR (b.side IS NULL AND a.side IS NULL))
 AND (b.broker_id = a.broker_id OR (b.broker_id IS NULL AND a.broker_id IS NULL))
GROUP BY a.symbol_id
ORDER BY a.symbol_id
