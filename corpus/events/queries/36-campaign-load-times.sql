-- Mean load time and scroll depth by channel of the campaign.
-- pathology: D7
select c.channel, avg(e.load_ms) as avg_load, avg(e.scroll_percent) as avg_scroll, count(*) as hits
from events e, campaigns c
where e.campaign_id = c.campaign_id
  and e.event_type = 'page_view'
group by c.channel
order by hits desc
