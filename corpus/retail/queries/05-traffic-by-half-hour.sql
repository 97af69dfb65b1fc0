-- How many lines do the big western stores sell in each half hour of the morning?
-- pathology: D2
SELECT *
FROM (SELECT count(*) AS h8_30_to_9 FROM sales, stores, dates
      WHERE sales.store_id = stores.store_id AND sales.date_key = dates.date_key
        AND sold_hour = 8 AND sold_minute >= 30
        AND stores.region = 'West' AND floor_area > 2500 AND is_weekend = 0) s1,
     (SELECT count(*) AS h9_to_9_30 FROM sales, stores, dates
      WHERE sales.store_id = stores.store_id AND sales.date_key = dates.date_key
        AND sold_hour = 9 AND sold_minute < 30
        AND stores.region = 'West' AND floor_area > 2500 AND is_weekend = 0) s2,
     (SELECT count(*) AS h9_30_to_10 FROM sales, stores, dates
      WHERE sales.store_id = stores.store_id AND sales.date_key = dates.date_key
        AND sold_hour = 9 AND sold_minute >= 30
        AND stores.region = 'West' AND floor_area > 2500 AND is_weekend = 0) s3,
     (SELECT count(*) AS h10_to_10_30 FROM sales, stores, dates
      WHERE sales.store_id = stores.store_id AND sales.date_key = dates.date_key
        AND sold_hour = 10 AND sold_minute < 30
        AND stores.region = 'West' AND floor_area > 2500 AND is_weekend = 0) s4,
     (SELECT count(*) AS h10_30_to_11 FROM sales, stores, dates
      WHERE sales.store_id = stores.store_id AND sales.date_key = dates.date_key
        AND sold_hour = 10 AND sold_minute >= 30
        AND stores.region = 'West' AND floor_area > 2500 AND is_weekend = 0) s5,
     (SELECT count(*) AS h11_to_11_30 FROM sales, stores, dates
      WHERE sales.store_id = stores.store_id AND sales.date_key = dates.date_key
        AND sold_hour = 11 AND sold_minute < 30
        AND stores.region = 'West' AND floor_area > 2500 AND is_weekend = 0) s6
