-- The different names of people who bought on the web in the first week of March 2023.
-- pathology: none
SELECT DISTINCT c.first_name, c.last_name
FROM customers c
JOIN sales s ON s.customer_id = c.customer_id
WHERE s.date_key BETWEEN 20230301 AND 20230307
  AND s.channel = 'web'
ORDER BY c.last_name, c.first_name
