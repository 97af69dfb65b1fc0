-- When each store opened, how many stores of its region were open already?
-- pathology: S9
SELECT s.store_code, s.region, s.opened_on,
       (SELECT COUNT(*) FROM stores e WHERE e.region = s.region AND e.opened_on < s.opened_on) AS already_open
FROM stores s
ORDER BY s.store_code
