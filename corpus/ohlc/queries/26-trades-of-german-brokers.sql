-- Trades of German brokers by symbol.
-- pathology: none
SELECT t.symbol_id, COUNT(*) AS trades, SUM(t.volume) AS volume
FROM ticks t
LEFT JOIN brokers b ON b.broker_id = t.broker_id
WHERE b.country = 'DE'
GROUP BY t.symbol_id
ORDER BY t.symbol_id
