-- Model A as another team writes it: seconds for times, its own names, its own column order.
-- pathology: none
with with_previous as (
  select e.event_ts as ts, e.user_id as uid, e.event_id as id,
         lag(e.event_ts) over (partition by e.user_id order by e.event_ts, e.event_id) as prev_ts
  from events e
  where e.user_id is not null
), flagged as (
  select id, ts, uid, case when prev_ts is null or ts - prev_ts > 1800 then 1 else 0 end as is_new
  from with_previous
), numbered as (
  select ts, uid, id,
         sum(is_new) over (partition by uid order by ts, id rows between unbounded preceding and current row) as visit_no
  from flagged
), visits as (
  select uid, visit_no, min(ts) as first_ts, count(*) as hits
  from numbered
  group by uid, visit_no
)
select count(*) as visits, uid, first_ts - first_ts % 86400 as day_ts, sum(hits) as hits
from visits
group by uid, first_ts - first_ts % 86400
order by uid, day_ts
