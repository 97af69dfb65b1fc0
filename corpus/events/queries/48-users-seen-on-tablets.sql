-- Users of Poland and Sweden who were seen on a tablet.
-- pathology: D22
select distinct u.user_id, u.handle, u.plan
from users u, events e
where e.user_id = u.user_id
  and e.device = 'tablet'
  and u.country in ('PL', 'SE')
order by u.user_id
