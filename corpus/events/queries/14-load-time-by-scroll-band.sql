-- The mean load time of page views per band of scroll depth, or the number of views where too few were measured.
-- pathology: D3
SELECT
  CASE WHEN (SELECT COUNT(load_ms) FROM events WHERE scroll_percent BETWEEN 0 AND 24) > 100
       THEN (SELECT AVG(load_ms) FROM events WHERE scroll_percent BETWEEN 0 AND 24)
       ELSE (SELECT COUNT(*) FROM events WHERE scroll_percent BETWEEN 0 AND 24) END AS top_quarter,
  CASE WHEN (SELECT COUNT(load_ms) FROM events WHERE scroll_percent BETWEEN 25 AND 49) > 100
       THEN (SELECT AVG(load_ms) FROM events WHERE scroll_percent BETWEEN 25 AND 49)
       ELSE (SELECT COUNT(*) FROM events WHERE scroll_percent BETWEEN 25 AND 49) END AS second_quarter,
  CASE WHEN (SELECT COUNT(load_ms) FROM events WHERE scroll_percent BETWEEN 50 AND 74) > 100
       THEN (SELECT AVG(load_ms) FROM events WHERE scroll_percent BETWEEN 50 AND 74)
       ELSE (SELECT COUNT(*) FROM events WHERE scroll_percent BETWEEN 50 AND 74) END AS third_quarter,
  CASE WHEN (SELECT COUNT(load_ms) FROM events WHERE scroll_percent BETWEEN 75 AND 100) > 100
       THEN (SELECT AVG(load_ms) FROM events WHERE scroll_percent BETWEEN 75 AND 100)
       ELSE (SELECT COUNT(*) FROM events WHERE scroll_percent BETWEEN 75 AND 100) END AS bottom_quarter
