-- Which item pages were opened on more than one kind of device within one second?
-- pathology: D1
select distinct e.url
from events e
where e.url like '/item/%'
  and e.event_date between '2024-03-04' and '2024-03-17'
  and exists (select * from events o where o.event_ts = e.event_ts and o.device <> e.device)
order by e.url
