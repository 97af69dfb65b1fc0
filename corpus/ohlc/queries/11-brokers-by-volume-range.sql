-- Different brokers and prices per disjoint range of trade volume.
-- pathology: none
SELECT *
FROM (SELECT COUNT(DISTINCT broker_id) AS small_brokers, COUNT(DISTINCT price) AS small_prices, AVG(price) AS small_price
      FROM ticks WHERE volume BETWEEN 10 AND 90) s,
     (SELECT COUNT(DISTINCT broker_id) AS middle_brokers, COUNT(DISTINCT price) AS middle_prices, AVG(price) AS middle_price
      FROM ticks WHERE volume BETWEEN 1000 AND 1490) m,
     (SELECT COUNT(DISTINCT broker_id) AS large_brokers, COUNT(DISTINCT price) AS large_prices, AVG(price) AS large_price
      FROM ticks WHERE volume BETWEEN 3800 AND 4000) l
