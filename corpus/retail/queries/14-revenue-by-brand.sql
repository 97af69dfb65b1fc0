-- Revenue, pieces and lines by brand.
-- pathology: D7
SELECT i.brand, SUM(s.net_paid) AS revenue, SUM(s.quantity) AS pieces, COUNT(*) AS line_count
FROM sales s
JOIN items i ON i.item_id = s.item_id
GROUP BY i.brand
ORDER BY revenue DESC, i.brand
