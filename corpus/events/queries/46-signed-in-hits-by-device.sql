-- Hits of signed-in users by device.
-- pathology: D20
select device, count(*) as hits, avg(scroll_percent) as avg_scroll
from events
join users using (user_id)
group by device
order by device
