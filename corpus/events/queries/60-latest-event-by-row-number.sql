-- The latest event of each user of one day, by numbering.
-- pathology: none
SELECT user_id, event_id, event_type, url
FROM (SELECT user_id, event_id, event_type, url,
             ROW_NUMBER() OVER (PARTITION BY user_id ORDER BY event_ts DESC, event_id DESC) AS rn
      FROM events
      WHERE event_date = '2024-03-15') AS numbered
WHERE rn = 1
ORDER BY user_id
