-- Which item pages were opened in the second week of March in a second in which two kinds of device were active?
-- pathology: D1
select distinct e.url
from events e
where e.url like '/item/%'
  and e.event_date between '2024-03-08' and '2024-03-14'
  and e.event_ts in (select a.event_ts
                     from events a
                     inner join events b on b.event_ts = a.event_ts
                     where b.device <> a.device)
order by e.url
