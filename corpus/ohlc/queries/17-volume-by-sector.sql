-- Volume, trades and mean price by sector and exchange.
-- pathology: D7
SELECT s.sector, s.exchange, SUM(t.volume) AS volume, COUNT(*) AS trades, AVG(t.price) AS avg_price
FROM ticks t
JOIN symbols s ON s.symbol_id = t.symbol_id
GROUP BY s.sector, s.exchange
ORDER BY volume DESC
