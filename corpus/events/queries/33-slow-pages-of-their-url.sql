-- Very slow page views against the worst of other devices on the same page (one day).
-- pathology: S1
SELECT e.event_id, e.url, e.device, e.load_ms
FROM events e
WHERE e.event_date = '2024-03-30'
  AND e.url LIKE '/cart/%'
  AND e.load_ms >= (SELECT MAX(o.load_ms) FROM events o WHERE o.url = e.url AND o.event_date = '2024-03-30')
ORDER BY e.event_id
