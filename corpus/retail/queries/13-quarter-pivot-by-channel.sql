-- Revenue of the channels per quarter of 2023 and 2024 together, as a cross table for a slide.
-- pathology: D6
SELECT s.channel,
       SUM(CASE WHEN d.quarter_number = 1 THEN s.net_paid ELSE 0 END) AS q1,
       SUM(CASE WHEN d.quarter_number = 2 THEN s.net_paid ELSE 0 END) AS q2,
       SUM(CASE WHEN d.quarter_number = 3 THEN s.net_paid ELSE 0 END) AS q3,
       SUM(CASE WHEN d.quarter_number = 4 THEN s.net_paid ELSE 0 END) AS q4
FROM sales s
INNER JOIN dates d ON s.date_key = d.date_key
WHERE d.year_number IN (2023, 2024)
GROUP BY s.channel
ORDER BY s.channel
