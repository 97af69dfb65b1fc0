-- One event by its number.
-- pathology: none
SELECT * FROM events WHERE event_id = 4242
