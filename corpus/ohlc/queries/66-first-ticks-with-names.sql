-- The first trades of a day with the names of symbol and broker, where there is one.
-- pathology: none
SELECT t.tick_id, s.ticker, b.broker_name, t.price, t.volume
FROM ticks t
JOIN symbols s ON s.symbol_id = t.symbol_id
LEFT JOIN brokers b ON b.broker_id = t.broker_id
WHERE t.trade_date = '2024-06-05'
ORDER BY t.tick_id
LIMIT 100
