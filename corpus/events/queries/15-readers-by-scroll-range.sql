-- Different readers per disjoint range of scroll depth.
-- pathology: none
SELECT a.readers AS skimmed, b.readers AS read_some, c.readers AS read_most, c.pages AS pages_read
FROM (SELECT COUNT(DISTINCT user_id) AS readers, COUNT(DISTINCT url) AS pages FROM events WHERE scroll_percent BETWEEN 1 AND 10) a
CROSS JOIN (SELECT COUNT(DISTINCT user_id) AS readers, COUNT(DISTINCT url) AS pages FROM events WHERE scroll_percent BETWEEN 45 AND 55) b
CROSS JOIN (SELECT COUNT(DISTINCT user_id) AS readers, COUNT(DISTINCT url) AS pages FROM events WHERE scroll_percent BETWEEN 90 AND 100) c
