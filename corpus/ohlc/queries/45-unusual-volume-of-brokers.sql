-- Trades of at least twice what the broker usually trades in that symbol, by cheap brokers on the half day.
-- pathology: S1
SELECT t.broker_id, t.symbol_id, COUNT(*) AS trades
FROM ticks t, brokers b
WHERE b.broker_id = t.broker_id
  AND b.fee_bps < 5
  AND t.trade_date = '2024-05-24'
  AND t.volume >= (SELECT 2.0 * AVG(x.volume) FROM ticks x WHERE x.broker_id = t.broker_id AND x.symbol_id = t.symbol_id)
GROUP BY t.broker_id, t.symbol_id
ORDER BY t.broker_id, t.symbol_id
