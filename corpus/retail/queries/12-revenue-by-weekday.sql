-- For each store of the West, what did it earn on each day of the week in 2023?
-- pathology: D6
SELECT st.store_name, st.store_code,
       SUM(CASE WHEN d.day_name = 'Monday' THEN s.net_paid ELSE NULL END) AS mon_sales,
       SUM(CASE WHEN d.day_name = 'Tuesday' THEN s.net_paid ELSE NULL END) AS tue_sales,
       SUM(CASE WHEN d.day_name = 'Wednesday' THEN s.net_paid ELSE NULL END) AS wed_sales,
       SUM(CASE WHEN d.day_name = 'Thursday' THEN s.net_paid ELSE NULL END) AS thu_sales,
       SUM(CASE WHEN d.day_name = 'Friday' THEN s.net_paid ELSE NULL END) AS fri_sales,
       SUM(CASE WHEN d.day_name = 'Saturday' THEN s.net_paid ELSE NULL END) AS sat_sales,
       SUM(CASE WHEN d.day_name = 'Sunday' THEN s.net_paid ELSE NULL END) AS sun_sales
FROM dates d, sales s, stores st
WHERE d.date_key = s.date_key
  AND st.store_id = s.store_id
  AND st.region = 'West'
  AND d.year_number = 2023
GROUP BY st.store_name, st.store_code
ORDER BY st.store_name, st.store_code
