-- Cumulative revenue by day.
-- pathology: D21, S11
SELECT a.event_date, a.revenue, SUM(b.revenue) AS revenue_to_date
FROM (SELECT event_date, SUM(revenue) AS revenue FROM events GROUP BY event_date) AS a
INNER JOIN (SELECT event_date, SUM(revenue) AS revenue FROM events GROUP BY event_date) AS b
        ON a.event_date >= b.event_date
GROUP BY a.event_date, a.revenue
ORDER BY a.event_date
