-- Scroll depth, hits and revenue by campaign and device.
-- pathology: D7
select c.campaign_name, c.channel, e.device, avg(e.scroll_percent) as avg_scroll, count(*) as hits, sum(e.revenue) as revenue
from events e, campaigns c
where e.campaign_id = c.campaign_id
group by c.campaign_name, c.channel, e.device
order by hits desc, c.campaign_name, e.device
