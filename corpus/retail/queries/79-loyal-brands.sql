-- Brands with more than two thousandths of all revenue and at least 100 lines in 2024.
-- pathology: none
SELECT i.brand, SUM(s.net_paid) AS revenue, COUNT(*) AS line_count
FROM items i
JOIN sales s ON s.item_id = i.item_id
WHERE s.date_key >= 20240101
GROUP BY i.brand
HAVING COUNT(*) >= 100
   AND SUM(s.net_paid) > (SELECT SUM(net_paid) * 0.002 FROM sales WHERE date_key >= 20240101)
ORDER BY revenue DESC, i.brand
