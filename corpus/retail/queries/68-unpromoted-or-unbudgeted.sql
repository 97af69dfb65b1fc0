-- Lines of a week without a promotion, or with one that has no budget.
-- pathology: none
SELECT COUNT(*) AS line_count, SUM(s.net_paid) AS revenue
FROM sales s
LEFT JOIN promotions p ON p.promo_id = s.promo_id
WHERE s.date_key BETWEEN 20240708 AND 20240714
  AND p.budget IS NULL
