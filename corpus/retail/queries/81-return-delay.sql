-- How long do customers keep what they return, by channel?
-- pathology: none
SELECT s.channel, COUNT(*) AS return_count, AVG(date_diff('day', sold.calendar_date, back.calendar_date)) AS avg_days
FROM returns r
JOIN sales s ON s.ticket_number = r.ticket_number AND s.item_id = r.item_id
JOIN dates sold ON sold.date_key = s.date_key
JOIN dates back ON back.date_key = r.return_date_key
WHERE back.calendar_date <= sold.calendar_date + INTERVAL 60 DAY
GROUP BY s.channel
ORDER BY s.channel
