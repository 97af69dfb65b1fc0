-- Purchases that match one of the three offers.
-- pathology: none
SELECT COUNT(*) AS matches, SUM(e.revenue) AS revenue
FROM events e, users u
WHERE e.user_id = u.user_id
  AND ((e.device = 'mobile' AND u.plan = 'free' AND u.country = 'US' AND e.revenue BETWEEN 20 AND 40)
    OR (e.device = 'desktop' AND u.plan = 'pro' AND u.country = 'DE' AND e.revenue BETWEEN 50 AND 90)
    OR (e.device = 'tablet' AND u.plan = 'basic' AND u.country = 'FR' AND e.revenue > 100))
