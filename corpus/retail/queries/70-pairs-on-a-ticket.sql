-- Which categories are bought together on one ticket most often (every pair of lines counts)?
-- pathology: none
SELECT ia.category AS category_a, ib.category AS category_b, COUNT(*) AS pairs
FROM sales a
JOIN sales b ON b.ticket_number = a.ticket_number AND b.item_id <> a.item_id
JOIN items ia ON ia.item_id = a.item_id
JOIN items ib ON ib.item_id = b.item_id
WHERE a.date_key BETWEEN 20240901 AND 20240930
  AND ia.category < ib.category
GROUP BY ia.category, ib.category
ORDER BY pairs DESC, category_a, category_b
