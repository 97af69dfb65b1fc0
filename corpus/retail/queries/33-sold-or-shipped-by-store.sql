-- For each store of the South, the lines of one day it either sold or shipped.
-- pathology: D18, S8
SELECT st.store_code, COUNT(*) AS line_count, SUM(s.net_paid) AS value
FROM sales s
JOIN stores st ON s.store_id = st.store_id OR s.fulfil_store_id = st.store_id
WHERE st.region = 'South'
  AND s.channel <> 'store'
GROUP BY st.store_code
ORDER BY st.store_code
