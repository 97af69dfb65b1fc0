-- Volume so far of each day, hour by hour.
-- pathology: none
SELECT trade_date, hour_of_day, SUM(volume) AS volume,
       SUM(SUM(volume)) OVER (PARTITION BY trade_date ORDER BY hour_of_day) AS volume_so_far
FROM ticks
GROUP BY trade_date, hour_of_day
ORDER BY trade_date, hour_of_day
