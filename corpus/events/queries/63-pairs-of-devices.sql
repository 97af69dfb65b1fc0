-- How often do two devices of one user meet within a minute (every pair counts)?
-- pathology: none
SELECT a.device AS device_a, b.device AS device_b, COUNT(*) AS meetings
FROM events a
JOIN events b ON b.user_id = a.user_id AND b.device <> a.device AND b.event_ts BETWEEN a.event_ts AND a.event_ts + 60
WHERE a.event_date BETWEEN '2024-03-01' AND '2024-03-31'
  AND b.event_date BETWEEN '2024-03-01' AND '2024-03-31'
GROUP BY a.device, b.device
ORDER BY meetings DESC, device_a, device_b
