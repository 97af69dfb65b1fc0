-- Which paying users have left no event at all since the middle of April?
-- pathology: S2
select u.plan, count(*) as silent
from users u
where u.plan <> 'free'
  and not exists (select * from events e where e.user_id = u.user_id and e.event_date >= '2024-04-15')
group by u.plan
order by u.plan
