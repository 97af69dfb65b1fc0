-- Sign-ups by week and plan.
-- pathology: none
SELECT date_trunc('week', signup_date) AS week_start, plan, COUNT(*) AS signups
FROM users
WHERE signup_date >= CAST('2024-01-01' AS DATE)
GROUP BY date_trunc('week', signup_date), plan
ORDER BY week_start, plan
