-- Seconds of the ninth of May in which someone bought while someone sold any symbol: how much was traded in them?
-- pathology: D1
WITH crossed AS (
  SELECT a.tick_time
  FROM ticks a JOIN ticks b ON b.tick_time = a.tick_time AND b.side <> a.side
)
SELECT t.hour_of_day, COUNT(*) AS trades, SUM(t.volume) AS volume
FROM ticks t
WHERE t.trade_date = '2024-05-09'
  AND t.tick_time IN (SELECT tick_time FROM crossed)
GROUP BY t.hour_of_day
ORDER BY t.hour_of_day
