-- Mean spread by hour and part of the day.
-- pathology: none
SELECT h.label, h.session_part, AVG(t.spread) AS avg_spread, COUNT(t.spread) AS measured
FROM trading_hours h
LEFT JOIN ticks t ON t.hour_of_day = h.hour_of_day AND t.symbol_id = 7
GROUP BY h.label, h.session_part
ORDER BY h.label
