-- Hits of a day that no costed campaign explains.
-- pathology: none
SELECT COUNT(*) AS hits
FROM events e
LEFT JOIN campaigns c ON c.campaign_id = e.campaign_id
WHERE e.event_date = '2024-04-02'
  AND c.daily_cost IS NULL
