-- Revenue that a campaign brought, by day of one week (the campaign's name was dropped from the report).
-- pathology: D20
SELECT x.event_date, SUM(x.revenue) AS revenue
FROM (SELECT e.event_date, e.revenue, c.campaign_name
      FROM events e INNER JOIN campaigns c ON e.campaign_id = c.campaign_id) AS x
WHERE x.event_date BETWEEN '2024-04-08' AND '2024-04-14'
GROUP BY x.event_date
ORDER BY x.event_date
