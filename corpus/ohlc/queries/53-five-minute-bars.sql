-- Five-minute bars of ELM on one day, by time truncation.
-- pathology: none
SELECT time_bucket(INTERVAL 5 MINUTE, tick_time) AS bar_start, MAX(price) AS high_price, MIN(price) AS low_price, SUM(volume) AS volume
FROM ticks
WHERE symbol_id = 5 AND tick_time >= TIMESTAMP '2024-05-15 09:30:00' AND tick_time < TIMESTAMP '2024-05-16 00:00:00'
GROUP BY bar_start
ORDER BY bar_start
