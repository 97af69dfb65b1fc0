-- Customers who referred nobody, if no referral is unknown.
-- pathology: none
SELECT COUNT(*) AS customer_count
FROM customers
WHERE customer_id NOT IN (SELECT referred_by FROM customers)
