-- How many pairs of a purchase and a sign-in in the second week of March share the user or the campaign, by device of the purchase?
-- pathology: D18, S8
WITH purchases AS (
  SELECT event_id, user_id, campaign_id, device FROM events
  WHERE event_type = 'purchase' AND event_date BETWEEN '2024-03-08' AND '2024-03-14'
), sign_ins AS (
  SELECT event_id, user_id, campaign_id FROM events
  WHERE event_type = 'sign_in' AND event_date BETWEEN '2024-03-08' AND '2024-03-14'
)
SELECT p.device, COUNT(*) AS pairs
FROM purchases p
JOIN sign_ins s ON s.user_id = p.user_id OR s.campaign_id = p.campaign_id
GROUP BY p.device
ORDER BY p.device
