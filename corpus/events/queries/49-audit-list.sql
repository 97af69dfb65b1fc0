-- Events to audit: refunds, very dear purchases, and very slow checkouts.
-- pathology: D23
SELECT event_id, user_id, event_type FROM events WHERE event_type = 'refund'
UNION
SELECT event_id, user_id, event_type FROM events WHERE event_type = 'purchase' AND revenue > 290
UNION
SELECT event_id, user_id, event_type FROM events WHERE event_type = 'sign_in' AND load_ms > 2480
