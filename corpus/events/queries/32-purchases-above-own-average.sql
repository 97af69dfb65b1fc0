-- Purchases of more than twice what the user usually pays, in one week of April.
-- pathology: S1
SELECT e.user_id, e.event_id, e.revenue
FROM events e
WHERE e.event_type = 'purchase'
  AND e.event_date BETWEEN '2024-04-15' AND '2024-04-21'
  AND e.revenue > 2 * (SELECT AVG(x.revenue) FROM events x WHERE x.user_id = e.user_id AND x.event_type = 'purchase')
ORDER BY e.event_id
