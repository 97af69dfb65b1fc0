-- Stores whose manager is unknown, with the number of sales since July 2024.
-- pathology: none
SELECT st.store_id, st.store_name, COUNT(*) AS line_count
FROM stores st
JOIN sales s ON s.store_id = st.store_id
WHERE st.manager_name IS NULL
  AND s.date_key >= 20240701
GROUP BY st.store_id, st.store_name
ORDER BY st.store_id
