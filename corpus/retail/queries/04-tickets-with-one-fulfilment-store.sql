-- How much of the web revenue of June 2024 was on tickets that never had to be shipped from two stores?
-- pathology: D1
WITH split_shipments AS (
  SELECT a.ticket_number AS ticket, a.fulfil_store_id AS store_a, b.fulfil_store_id AS store_b
  FROM sales a, sales b
  WHERE a.fulfil_store_id <> b.fulfil_store_id
    AND b.ticket_number = a.ticket_number
)
SELECT COUNT(*) AS line_count, SUM(s.net_paid) AS revenue
FROM sales s
WHERE s.channel = 'web'
  AND s.date_key >= 20240601
  AND s.date_key < 20240701
  AND s.ticket_number NOT IN (SELECT ticket FROM split_shipments)
