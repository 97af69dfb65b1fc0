-- What did campaign visitors spend in each of three weeks of April?
-- pathology: D2
select w1.revenue as week_1, w2.revenue as week_2, w3.revenue as week_3
from (select sum(revenue) as revenue from events join campaigns using (campaign_id)
      where channel = 'email' and event_date >= '2024-04-01' and event_date < '2024-04-08') w1
cross join (select sum(revenue) as revenue from events join campaigns using (campaign_id)
      where channel = 'email' and event_date >= '2024-04-08' and event_date < '2024-04-15') w2
cross join (select sum(revenue) as revenue from events join campaigns using (campaign_id)
      where channel = 'email' and event_date >= '2024-04-15' and event_date < '2024-04-22') w3
