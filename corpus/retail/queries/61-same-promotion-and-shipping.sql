-- Pairs of lines on one ticket under the same promotion (or both under none) from the same shipping store.
-- pathology: S7
SELECT COUNT(*) AS pair_count
FROM sales a
JOIN sales b
  ON a.ticket_number = b.ticket_number
 AND a.item_id < b.item_id
 AND (a.promo_id = b.promo_id OR (a.promo_id IS NULL AND b.promo_id IS NULL))
WHERE a.date_key BETWEEN 20240201 AND 20240215
