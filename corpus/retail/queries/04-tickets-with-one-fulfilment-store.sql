-- How much of the web revenue of June 2024 was on tickets that a single store could ship?
-- pathology: D1
SELECT COUNT(*) AS line_count, SUM(s.net_paid) AS revenue
FROM sales s
WHERE s.channel = 'web'
  AND s.date_key >= 20240601
  AND s.date_key < 20240701
  AND s.fulfil_store_id IS NOT NULL
  AND NOT EXISTS (SELECT *
                  FROM sales x
                  WHERE x.ticket_number = s.ticket_number
                    AND x.fulfil_store_id <> s.fulfil_store_id)
