-- Weekly cohorts by first event, and how many users came back in each of the following weeks.
-- pathology: none
WITH first_seen AS (
  SELECT user_id, MIN(event_ts) AS first_ts
  FROM events
  GROUP BY user_id
), activity AS (
  SELECT f.user_id, (f.first_ts - f.first_ts % 604800) AS cohort_ts,
         (e.event_ts - e.event_ts % 604800 - (f.first_ts - f.first_ts % 604800)) AS age
  FROM first_seen f
  JOIN events e ON e.user_id = f.user_id
)
SELECT cohort_ts,
       COUNT(DISTINCT CASE WHEN age = 0 THEN user_id END) AS week_0,
       COUNT(DISTINCT CASE WHEN age = 604800 THEN user_id END) AS week_1,
       COUNT(DISTINCT CASE WHEN age = 1209600 THEN user_id END) AS week_2,
       COUNT(DISTINCT CASE WHEN age = 1814400 THEN user_id END) AS week_3
FROM activity
GROUP BY cohort_ts
ORDER BY cohort_ts
