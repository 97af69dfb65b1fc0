-- First purchases by device: what do users pay the first time?
-- pathology: S1
select e.device, count(*) as first_purchases, sum(e.revenue) as revenue
from events e
where e.event_type = 'purchase'
  and e.event_id = (select min(f.event_id) from events f
                    where f.user_id = e.user_id and f.event_type = 'purchase')
group by e.device
order by e.device
