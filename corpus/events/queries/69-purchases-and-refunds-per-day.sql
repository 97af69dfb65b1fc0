-- Purchases and refunds by day, with the share of refunds.
-- pathology: none
select event_date,
       sum(case when event_type = 'purchase' then 1 else 0 end) as purchases,
       sum(case when event_type = 'refund' then 1 else 0 end) as refunds,
       sum(case when event_type = 'refund' then 1.0 else 0 end)
         / nullif(sum(case when event_type = 'purchase' then 1 else 0 end), 0) as refund_share
from events
where event_date between '2024-03-01' and '2024-03-31'
group by event_date
order by event_date
