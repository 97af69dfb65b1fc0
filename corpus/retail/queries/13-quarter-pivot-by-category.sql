-- Category revenue per quarter of 2024, as a cross table for a slide.
-- pathology: D6, D7
SELECT COALESCE(i.category, '(none)') AS category,
       SUM(CASE WHEN d.quarter_number = 1 THEN s.net_paid ELSE 0 END) AS q1,
       SUM(CASE WHEN d.quarter_number = 2 THEN s.net_paid ELSE 0 END) AS q2,
       SUM(CASE WHEN d.quarter_number = 3 THEN s.net_paid ELSE 0 END) AS q3,
       SUM(CASE WHEN d.quarter_number = 4 THEN s.net_paid ELSE 0 END) AS q4
FROM sales s
INNER JOIN dates d ON s.date_key = d.date_key
INNER JOIN items i ON s.item_id = i.item_id
WHERE d.year_number = 2024
GROUP BY COALESCE(i.category, '(none)')
ORDER BY 1
