-- Returns by reason that have no booking date.
-- pathology: none
SELECT reason_id, COUNT(*) AS return_count, SUM(refund) AS refunded
FROM returns
WHERE return_date_key IS NULL
GROUP BY reason_id
ORDER BY return_count DESC, reason_id
