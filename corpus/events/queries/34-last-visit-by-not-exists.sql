-- The last event of each tablet user on the last day.
-- pathology: S2, S9
SELECT e.user_id, e.event_id, e.event_type
FROM events e
WHERE e.device = 'tablet'
  AND e.event_date = '2024-04-29'
  AND e.user_id IS NOT NULL
  AND NOT EXISTS (SELECT 1 FROM events later
                  WHERE later.user_id = e.user_id AND later.event_id > e.event_id)
ORDER BY e.user_id
