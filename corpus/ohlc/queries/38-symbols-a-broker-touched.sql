-- Symbols that broker 30 traded.
-- pathology: D22
SELECT DISTINCT s.symbol_id, s.ticker, s.sector
FROM symbols s, ticks t
WHERE t.symbol_id = s.symbol_id AND t.broker_id = 30
ORDER BY s.symbol_id
