-- Volume by symbol and hour as a cross table.
-- pathology: D6
SELECT s.ticker,
       SUM(CASE WHEN h.session_part = 'morning' THEN t.volume ELSE 0 END) AS morning,
       SUM(CASE WHEN h.session_part = 'midday' THEN t.volume ELSE 0 END) AS midday,
       SUM(CASE WHEN h.session_part = 'afternoon' THEN t.volume ELSE 0 END) AS afternoon
FROM ticks t, trading_hours h, symbols s
WHERE h.hour_of_day = t.hour_of_day
  AND s.symbol_id = t.symbol_id
GROUP BY s.ticker
ORDER BY s.ticker
