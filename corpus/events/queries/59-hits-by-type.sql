-- Hits by type of event.
-- pathology: none
SELECT event_type, COUNT(*) AS hits, SUM(revenue) AS revenue FROM events GROUP BY event_type ORDER BY event_type
