-- Repeated deliveries: same user, second, type and (known or unknown) country.
-- pathology: S7
SELECT COUNT(*) AS repeated
FROM events a
JOIN events b
  ON a.event_ts = b.event_ts
 AND a.event_type = b.event_type
 AND a.event_id < b.event_id
 AND (a.user_id = b.user_id OR (a.user_id IS NULL AND b.user_id IS NULL))
 AND (a.country = b.country OR (a.country IS NULL AND b.country IS NULL))
