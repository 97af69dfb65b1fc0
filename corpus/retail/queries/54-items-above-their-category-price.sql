-- Items that cost at least three times the average of their category.
-- pathology: S1
select i.sku, i.item_name, i.category, i.list_price
from items i
where i.list_price >= 3 * (select avg(j.list_price) from items j where j.category = i.category)
order by i.list_price desc, i.sku
