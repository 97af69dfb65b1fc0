-- Lines and pieces by channel (the query builder joins every dimension it knows).
-- pathology: D20
SELECT s.channel, COUNT(*) AS line_count, SUM(s.quantity) AS pieces
FROM sales s
INNER JOIN items i ON i.item_id = s.item_id
INNER JOIN stores st ON st.store_id = s.store_id
INNER JOIN dates d ON d.date_key = s.date_key
GROUP BY s.channel
ORDER BY s.channel
