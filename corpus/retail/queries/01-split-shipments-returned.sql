-- Which web tickets of early 2023 were shipped from more than one store and then came back?
-- pathology: D1
WITH split_tickets AS (
  SELECT a.ticket_number, a.fulfil_store_id AS first_store, b.fulfil_store_id AS other_store
  FROM sales a, sales b
  WHERE a.ticket_number = b.ticket_number
    AND a.fulfil_store_id <> b.fulfil_store_id
)
SELECT count(DISTINCT s.ticket_number) AS ticket_count,
       sum(s.quantity) AS pieces,
       sum(s.net_paid) AS net_paid
FROM sales s, dates d, stores st
WHERE s.date_key = d.date_key
  AND d.calendar_date BETWEEN '2023-02-01' AND '2023-04-02'
  AND s.store_id = st.store_id
  AND st.region = 'West'
  AND s.channel = 'web'
  AND s.ticket_number IN (SELECT ticket_number FROM split_tickets)
  AND s.ticket_number IN (SELECT r.ticket_number
                          FROM returns r, split_tickets
                          WHERE r.ticket_number = split_tickets.ticket_number)
