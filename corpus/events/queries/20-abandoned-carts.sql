-- Carts filled on the tenth of April by users who did not pay on that day.
-- pathology: S2, D25
SELECT e.device, COUNT(*) AS abandoned
FROM events e
WHERE e.event_type = 'add_to_cart'
  AND e.event_date = '2024-04-10'
  AND NOT EXISTS (SELECT 1 FROM events p
                  WHERE p.user_id = e.user_id
                    AND p.event_date = e.event_date
                    AND p.event_type = 'purchase')
GROUP BY e.device
ORDER BY e.device
