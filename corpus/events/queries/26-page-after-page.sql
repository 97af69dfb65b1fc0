-- The most frequent pairs of consecutive event types within a user's history of April.
-- pathology: D17
with numbered as (
  select user_id, event_type,
         row_number() over (partition by user_id order by event_ts, event_id) as rn
  from events
  where event_date between '2024-04-01' and '2024-04-30' and user_id is not null
)
select a.event_type as this_type, b.event_type as next_type, count(*) as pairs
from numbered a
join numbered b on a.user_id = b.user_id and b.rn = a.rn + 1
group by a.event_type, b.event_type
order by pairs desc, this_type, next_type
