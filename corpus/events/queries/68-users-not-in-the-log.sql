-- Users who are not in the log at all, the anonymous entries left aside.
-- pathology: none
SELECT COUNT(*) AS unseen
FROM users
WHERE user_id NOT IN (SELECT user_id FROM events WHERE user_id IS NOT NULL)
