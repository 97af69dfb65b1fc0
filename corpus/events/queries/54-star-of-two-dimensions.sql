-- Purchases of long-standing paying users under video campaigns.
-- pathology: S6
select e.device, count(*) as purchases, avg(e.revenue) as avg_revenue
from events e, users u, campaigns c
where e.user_id = u.user_id
  and e.campaign_id = c.campaign_id
  and c.channel = 'video'
  and u.plan <> 'free'
  and u.signup_date < '2024-01-01'
  and e.event_type = 'purchase'
group by e.device
order by e.device
