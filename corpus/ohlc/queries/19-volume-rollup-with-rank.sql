-- The three largest groups of every sector, on all levels from sector to symbol, day and hour.
-- pathology: D8
SELECT *
FROM (
  SELECT sector, ticker, trade_date, hour_of_day, volume,
         RANK() OVER (PARTITION BY sector ORDER BY volume DESC) AS rk
  FROM (SELECT s.sector, s.ticker, t.trade_date, t.hour_of_day, SUM(t.volume) AS volume
        FROM ticks t JOIN symbols s ON s.symbol_id = t.symbol_id
        GROUP BY ROLLUP (s.sector, s.ticker, t.trade_date, t.hour_of_day)) AS levels
) AS ranked
WHERE rk <= 3
ORDER BY sector NULLS LAST, rk, ticker NULLS LAST, trade_date NULLS LAST, hour_of_day NULLS LAST
