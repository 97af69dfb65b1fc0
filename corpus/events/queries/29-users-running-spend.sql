-- The running spend of the heaviest buyers of the first two days, purchase by purchase.
-- pathology: S11
with p as (
  select user_id, event_id, event_ts, revenue
  from events
  where event_type = 'purchase' and event_date between '2024-03-01' and '2024-03-02' and user_id is not null
)
select p1.user_id, p1.event_id, p1.revenue, sum(p2.revenue) as spent_so_far
from p p1, p p2
where p2.user_id = p1.user_id and p2.event_id <= p1.event_id
group by p1.user_id, p1.event_id, p1.revenue
order by p1.user_id, p1.event_id
