-- A dashboard row a store: revenue, tickets and last sale of the web channel.
-- pathology: D24, S10
SELECT st.store_code, st.store_name,
       (SELECT SUM(s.net_paid) FROM sales s WHERE s.store_id = st.store_id AND s.channel = 'web') AS web_revenue,
       (SELECT COUNT(*) FROM sales s WHERE s.store_id = st.store_id AND s.channel = 'web') AS web_lines,
       (SELECT MAX(s.date_key) FROM sales s WHERE s.store_id = st.store_id AND s.channel = 'web') AS last_web_sale
FROM stores st
ORDER BY st.store_code
