-- Each campaign with its hits, its revenue and its busiest day's number of hits.
-- pathology: D24, S10
select c.campaign_id, c.campaign_name,
       (select count(*) from events e where e.campaign_id = c.campaign_id) as hits,
       (select sum(e.revenue) from events e where e.campaign_id = c.campaign_id) as revenue,
       (select max(d.n) from (select count(*) as n from events e where e.campaign_id = c.campaign_id group by e.event_date) d) as busiest_day
from campaigns c
order by c.campaign_id
