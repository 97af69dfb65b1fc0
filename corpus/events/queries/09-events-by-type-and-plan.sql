-- How many events of each kind do paying users on desktops have in the second week of March?
-- pathology: D2
SELECT *
FROM (SELECT COUNT(*) AS views FROM events e, users u
      WHERE e.user_id = u.user_id AND u.plan IN ('basic', 'pro') AND e.device = 'desktop'
        AND e.event_date BETWEEN '2024-03-08' AND '2024-03-14' AND e.event_type = 'page_view') v,
     (SELECT COUNT(*) AS searches FROM events e, users u
      WHERE e.user_id = u.user_id AND u.plan IN ('basic', 'pro') AND e.device = 'desktop'
        AND e.event_date BETWEEN '2024-03-08' AND '2024-03-14' AND e.event_type = 'search') s,
     (SELECT COUNT(*) AS carts FROM events e, users u
      WHERE e.user_id = u.user_id AND u.plan IN ('basic', 'pro') AND e.device = 'desktop'
        AND e.event_date BETWEEN '2024-03-08' AND '2024-03-14' AND e.event_type = 'add_to_cart') c,
     (SELECT COUNT(*) AS purchases, SUM(e.revenue) AS revenue FROM events e, users u
      WHERE e.user_id = u.user_id AND u.plan IN ('basic', 'pro') AND e.device = 'desktop'
        AND e.event_date BETWEEN '2024-03-08' AND '2024-03-14' AND e.event_type = 'purchase') p
