-- Lines of one day that did not come back.
-- pathology: none
SELECT s.channel, COUNT(*) AS kept_lines, SUM(s.net_paid) AS kept_value
FROM sales s
WHERE s.date_key = 20231214
  AND NOT EXISTS (SELECT 1 FROM returns r WHERE r.ticket_number = s.ticket_number AND r.item_id = s.item_id)
GROUP BY s.channel
ORDER BY s.channel
