-- Cumulative web revenue by day of the first half of 2023.
-- pathology: D21, S11
WITH daily AS (
  SELECT d.calendar_date, SUM(s.net_paid) AS revenue
  FROM sales s JOIN dates d ON d.date_key = s.date_key
  WHERE d.calendar_date BETWEEN '2023-01-01' AND '2023-06-30' AND s.channel = 'web'
  GROUP BY d.calendar_date
)
SELECT a.calendar_date, a.revenue, SUM(b.revenue) AS revenue_to_date
FROM daily a
JOIN daily b ON b.calendar_date <= a.calendar_date
GROUP BY a.calendar_date, a.revenue
ORDER BY a.calendar_date
