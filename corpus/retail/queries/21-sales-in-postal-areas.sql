-- Revenue by store for buyers of the listed postal areas.
-- pathology: D11
SELECT st.store_name, SUM(s.net_paid) AS revenue
FROM sales s
JOIN stores st ON st.store_id = s.store_id
JOIN customers c ON c.customer_id = s.customer_id
WHERE substr(c.postal_code, 1, 3) IN (
  '100', '103', '107', '112', '118', '121', '126', '130', '137', '142', '149', '155', '158', '163', '170', '174',
  '181', '189', '195', '202', '208', '214', '221', '228', '236', '243', '251', '258', '266', '275', '283', '291',
  '300', '308', '317', '325', '334', '343', '352', '361', '370', '379', '388', '397', '407', '416', '426', '435',
  '445', '455', '465', '475', '485', '495', '505', '515', '526', '536', '547', '557', '568', '579', '590', '600')
  AND s.date_key BETWEEN 20230101 AND 20230331
GROUP BY st.store_name
ORDER BY st.store_name
