-- The ten most traded symbols with all their details.
-- pathology: D19
SELECT s.symbol_id, s.ticker, s.company, s.sector, s.exchange, s.listed_on, s.lot_size, SUM(t.volume) AS volume
FROM symbols s
JOIN ticks t ON t.symbol_id = s.symbol_id
GROUP BY s.symbol_id, s.ticker, s.company, s.sector, s.exchange, s.listed_on, s.lot_size
ORDER BY volume DESC, s.symbol_id
LIMIT 10
