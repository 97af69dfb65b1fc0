-- How many customers have bought no, one, two ... phone lines?
-- pathology: S12
SELECT c_count, COUNT(*) AS custdist
FROM (
  SELECT c.customer_id, COUNT(s.ticket_number) AS c_count
  FROM customers c
  LEFT OUTER JOIN sales s ON c.customer_id = s.customer_id AND s.channel = 'phone'
  GROUP BY c.customer_id
) AS c_orders
GROUP BY c_count
ORDER BY custdist DESC, c_count DESC
