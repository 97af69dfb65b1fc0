-- All cities in which there is a customer or a store.
-- pathology: none
SELECT city FROM customers
UNION
SELECT city FROM stores
ORDER BY city
