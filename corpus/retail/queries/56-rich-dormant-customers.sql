-- Customers with more credit than the average of the solvent ones, but no purchase in 2024, by postal area.
-- pathology: S2
SELECT area, COUNT(*) AS customer_count, SUM(credit_limit) AS credit
FROM (
  SELECT substr(c.postal_code, 1, 2) AS area, c.credit_limit
  FROM customers c
  WHERE substr(c.postal_code, 1, 2) IN ('13', '31', '23', '29', '30', '18', '17')
    AND c.credit_limit > (SELECT AVG(credit_limit) FROM customers
                          WHERE credit_limit > 0.00
                            AND substr(postal_code, 1, 2) IN ('13', '31', '23', '29', '30', '18', '17'))
    AND NOT EXISTS (SELECT * FROM sales s WHERE s.customer_id = c.customer_id AND s.date_key >= 20240101)
) AS dormant
GROUP BY area
ORDER BY area
