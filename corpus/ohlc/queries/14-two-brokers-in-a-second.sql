-- Trades of the first week in seconds in which two brokers traded the same symbol.
-- pathology: D1
SELECT t.symbol_id, COUNT(*) AS trades, SUM(t.volume) AS volume
FROM ticks t
WHERE t.trade_date <= '2024-05-10'
  AND EXISTS (SELECT 1 FROM ticks o
              WHERE o.symbol_id = t.symbol_id AND o.tick_time = t.tick_time AND o.broker_id <> t.broker_id)
GROUP BY t.symbol_id
ORDER BY t.symbol_id
