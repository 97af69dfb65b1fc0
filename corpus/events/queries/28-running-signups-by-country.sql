-- For every day with sign-ups, how many users of that country had signed up before?
-- pathology: D21, S9
SELECT d.country, d.signup_date, d.signups,
       (SELECT COUNT(*) FROM users p WHERE p.country = d.country AND p.signup_date < d.signup_date) AS before_that_day
FROM (SELECT country, signup_date, COUNT(*) AS signups FROM users GROUP BY country, signup_date) AS d
WHERE d.country IN ('SE', 'NZ', 'CA')
ORDER BY d.country, d.signup_date
