-- Per watched broker, trades done by it, or by anyone in its home symbol (the one with its number).
-- pathology: D18, S8
SELECT b.broker_id, COUNT(*) AS trades, SUM(t.volume) AS volume
FROM brokers b
JOIN ticks t ON t.broker_id = b.broker_id OR t.symbol_id = b.broker_id
WHERE b.country = 'GB'
  AND t.trade_date = '2024-05-16'
GROUP BY b.broker_id
ORDER BY b.broker_id
