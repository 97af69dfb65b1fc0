-- Revenue, pieces and lines by brand, category and colour.
-- pathology: D7
SELECT i.brand, i.category, i.color, SUM(s.net_paid) AS revenue, SUM(s.quantity) AS pieces, COUNT(*) AS line_count
FROM sales s
JOIN items i ON i.item_id = s.item_id
GROUP BY i.brand, i.category, i.color
ORDER BY revenue DESC, i.brand
LIMIT 100
