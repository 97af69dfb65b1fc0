-- Revenue of three brand bundles, each with its own quantities and channels.
-- pathology: D16
select sum(net_paid) as revenue
from sales, items
where (sales.item_id = items.item_id and brand = 'Brand 12' and category in ('Home', 'Garden')
       and quantity >= 1 and quantity <= 11 and channel = 'web')
   or (sales.item_id = items.item_id and brand = 'Brand 23' and category in ('Toys', 'Sports')
       and quantity >= 10 and quantity <= 20 and channel = 'web')
   or (sales.item_id = items.item_id and brand = 'Brand 34' and category in ('Books', 'Home')
       and quantity >= 20 and quantity <= 30 and channel = 'web')
