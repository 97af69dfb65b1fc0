-- A one-line scorecard of 2024: revenue and best rating of each channel.
-- pathology: D2
SELECT
  (SELECT SUM(s.net_paid) FROM sales s JOIN dates d ON d.date_key = s.date_key
    WHERE d.year_number = 2024 AND s.channel = 'store') AS store_revenue,
  (SELECT SUM(s.net_paid) FROM sales s JOIN dates d ON d.date_key = s.date_key
    WHERE d.year_number = 2024 AND s.channel = 'web') AS web_revenue,
  (SELECT SUM(s.net_paid) FROM sales s JOIN dates d ON d.date_key = s.date_key
    WHERE d.year_number = 2024 AND s.channel = 'phone') AS phone_revenue,
  (SELECT COUNT(*) FROM sales s JOIN dates d ON d.date_key = s.date_key
    WHERE d.year_number = 2024 AND s.rating >= 4.5) AS delighted_lines,
  (SELECT MAX(s.net_paid) FROM sales s JOIN dates d ON d.date_key = s.date_key
    WHERE d.year_number = 2024 AND d.is_weekend = 1) AS biggest_weekend_line
