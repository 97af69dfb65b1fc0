-- The twenty most viewed pages.
-- pathology: none
SELECT url, COUNT(*) AS views, COUNT(DISTINCT user_id) AS readers
FROM events
WHERE event_type = 'page_view' AND url IS NOT NULL
GROUP BY url
ORDER BY views DESC, url
LIMIT 20
