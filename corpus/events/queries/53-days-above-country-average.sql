-- Country days with more than 1.5 times the hits of the country's average day.
-- pathology: S4
WITH daily AS (
  SELECT country, event_date, COUNT(*) AS hits, SUM(revenue) AS revenue
  FROM events
  GROUP BY country, event_date
)
SELECT d.country, d.event_date, d.hits
FROM daily d
WHERE d.hits > (SELECT 1.5 * AVG(x.hits) FROM daily x WHERE x.country = d.country)
ORDER BY d.country, d.event_date
