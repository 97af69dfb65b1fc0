-- Counts of good and bad ratings by channel, in one pass.
-- pathology: none
select channel,
       count(*) filter (where rating >= 4) as good,
       count(*) filter (where rating <= 2) as bad,
       count(rating) as rated,
       avg(rating) as avg_rating
from sales
group by channel
order by channel
