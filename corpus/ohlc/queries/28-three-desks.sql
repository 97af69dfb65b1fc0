-- Turnover of three desks, each with its own sector, sizes and hours.
-- pathology: D16
SELECT SUM(t.price * t.volume) AS turnover, COUNT(*) AS trades
FROM ticks t, symbols s
WHERE (s.symbol_id = t.symbol_id AND s.sector = 'energy' AND t.volume BETWEEN 3000 AND 4000 AND t.hour_of_day IN (9, 10))
   OR (s.symbol_id = t.symbol_id AND s.sector = 'retail' AND t.volume BETWEEN 2000 AND 2500 AND t.hour_of_day IN (9, 15))
   OR (s.symbol_id = t.symbol_id AND s.sector = 'software' AND t.volume > 3900 AND t.hour_of_day = 15)
