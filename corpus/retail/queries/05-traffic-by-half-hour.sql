-- How many lines do the western stores sell to three groups of buyers in each half hour of the morning?
-- pathology: D2
SELECT *
FROM (SELECT count(*) AS h8_30_to_9
      FROM sales, customers, stores
      WHERE sales.customer_id = customers.customer_id
        AND sales.store_id = stores.store_id
        AND sold_hour = 8
        AND sold_minute >= 30
        AND ((segment = 'consumer' AND birth_year > 1960) OR (segment = 'corporate' AND birth_year > 1980)
             OR (segment = 'public' AND birth_year > 1950))
        AND stores.region = 'West') s1,
     (SELECT count(*) AS h9_to_9_30
      FROM sales, customers, stores
      WHERE sales.customer_id = customers.customer_id
        AND sales.store_id = stores.store_id
        AND sold_hour = 9
        AND sold_minute < 30
        AND ((segment = 'consumer' AND birth_year > 1960) OR (segment = 'corporate' AND birth_year > 1980)
             OR (segment = 'public' AND birth_year > 1950))
        AND stores.region = 'West') s2,
     (SELECT count(*) AS h9_30_to_10
      FROM sales, customers, stores
      WHERE sales.customer_id = customers.customer_id
        AND sales.store_id = stores.store_id
        AND sold_hour = 9
        AND sold_minute >= 30
        AND ((segment = 'consumer' AND birth_year > 1960) OR (segment = 'corporate' AND birth_year > 1980)
             OR (segment = 'public' AND birth_year > 1950))
        AND stores.region = 'West') s3,
     (SELECT count(*) AS h10_to_10_30
      FROM sales, customers, stores
      WHERE sales.customer_id = customers.customer_id
        AND sales.store_id = stores.store_id
        AND sold_hour = 10
        AND sold_minute < 30
        AND ((segment = 'consumer' AND birth_year > 1960) OR (segment = 'corporate' AND birth_year > 1980)
             OR (segment = 'public' AND birth_year > 1950))
        AND stores.region = 'West') s4,
     (SELECT count(*) AS h10_30_to_11
      FROM sales, customers, stores
      WHERE sales.customer_id = customers.customer_id
        AND sales.store_id = stores.store_id
        AND sold_hour = 10
        AND sold_minute >= 30
        AND ((segment = 'consumer' AND birth_year > 1960) OR (segment = 'corporate' AND birth_year > 1980)
             OR (segment = 'public' AND birth_year > 1950))
        AND stores.region = 'West') s5,
     (SELECT count(*) AS h11_to_11_30
      FROM sales, customers, stores
      WHERE sales.customer_id = customers.customer_id
        AND sales.store_id = stores.store_id
        AND sold_hour = 11
        AND sold_minute < 30
        AND ((segment = 'consumer' AND birth_year > 1960) OR (segment = 'corporate' AND birth_year > 1980)
             OR (segment = 'public' AND birth_year > 1950))
        AND stores.region = 'West') s6,
     (SELECT count(*) AS h11_30_to_12
      FROM sales, customers, stores
      WHERE sales.customer_id = customers.customer_id
        AND sales.store_id = stores.store_id
        AND sold_hour = 11
        AND sold_minute >= 30
        AND ((segment = 'consumer' AND birth_year > 1960) OR (segment = 'corporate' AND birth_year > 1980)
             OR (segment = 'public' AND birth_year > 1950))
        AND stores.region = 'West') s7,
     (SELECT count(*) AS h12_to_12_30
      FROM sales, customers, stores
      WHERE sales.customer_id = customers.customer_id
        AND sales.store_id = stores.store_id
        AND sold_hour = 12
        AND sold_minute < 30
        AND ((segment = 'consumer' AND birth_year > 1960) OR (segment = 'corporate' AND birth_year > 1980)
             OR (segment = 'public' AND birth_year > 1950))
        AND stores.region = 'West') s8
