-- One trade by its number.
-- pathology: none
SELECT * FROM ticks WHERE tick_id = 1234
