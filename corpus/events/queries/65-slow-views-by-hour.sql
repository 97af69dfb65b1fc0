-- Slow page views by hour of the day in the first week of April, with time functions.
-- pathology: none
SELECT EXTRACT(HOUR FROM event_time) AS hour_of_day, COUNT(*) AS views, AVG(load_ms) AS avg_load
FROM events
WHERE event_time >= TIMESTAMP '2024-04-01 00:00:00'
  AND event_time < TIMESTAMP '2024-04-01 00:00:00' + INTERVAL 7 DAY
  AND load_ms > 1500
GROUP BY EXTRACT(HOUR FROM event_time)
ORDER BY hour_of_day
