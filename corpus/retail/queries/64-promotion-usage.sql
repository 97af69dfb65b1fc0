-- Revenue of every promotion, also of those never used.
-- pathology: S12
select p.promo_id, p.promo_name, count(s.item_id) as line_count, coalesce(sum(s.net_paid), 0) as revenue
from promotions p
left join sales s on s.promo_id = p.promo_id
group by p.promo_id, p.promo_name
order by p.promo_id
