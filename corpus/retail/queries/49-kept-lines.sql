-- Value of the phone lines of 2022 that never came back.
-- pathology: D25, S2
SELECT s.store_id, SUM(s.net_paid) AS kept_value, COUNT(*) AS kept_lines
FROM sales s
WHERE s.channel = 'phone'
  AND s.date_key < 20230101
  AND NOT EXISTS (SELECT 1 FROM returns r
                  WHERE r.ticket_number = s.ticket_number AND r.item_id = s.item_id)
GROUP BY s.store_id
ORDER BY s.store_id
