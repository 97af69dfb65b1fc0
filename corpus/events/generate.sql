-- Fills the tables of schema.sql. DuckDB; `SET VARIABLE scale = 0.1` first (1 when unset).
-- The same scale gives the same rows on every run, machine and thread count: integers only, no random(), no floating-point powers.

CREATE OR REPLACE TEMP MACRO scale_factor() AS coalesce(getvariable('scale'), 1);
CREATE OR REPLACE TEMP MACRO visit_count() AS greatest(500, CAST(125000 * scale_factor() AS BIGINT));
CREATE OR REPLACE TEMP MACRO user_count() AS greatest(100, CAST(20000 * scale_factor() AS BIGINT));

-- A pseudo-random integer in [0, 2^31 - 1) for row i and a salt: the product of two lines modulo a Mersenne prime.
CREATE OR REPLACE TEMP MACRO mix(i, salt) AS
  ((CAST(i AS BIGINT) * 48271 + salt * 1000003 + 12345) % 2147483647)
  * ((CAST(i AS BIGINT) * 16807 + salt * 7654321 + 777) % 2147483647) % 2147483647;
-- A rank in [0, n), the low ranks far more often: n * u^2 for a uniform u.
CREATE OR REPLACE TEMP MACRO skewed(h, n) AS (h * h // 2147483647) * n // 2147483647;
-- Spreads ranks over the ids 1..n, so that the popular ids are not neighbours.
CREATE OR REPLACE TEMP MACRO spread(rank, n) AS 1 + (rank * 7368787 + 17) % n;
-- The country a user lives in.
CREATE OR REPLACE TEMP MACRO home_country(user_id) AS
  ['US', 'US', 'DE', 'IN', 'BR', 'FR', 'JP', 'NG', 'PL', 'CA', 'SE', 'NZ'][1 + skewed(mix(user_id, 3), 12)];

-- Users sign up from eight months before the first event until its last day.
INSERT INTO users
SELECT i, CASE WHEN h1 % 9 > 0 THEN 'user' || CAST(i AS VARCHAR) END,
  CAST(DATE '2023-07-01' AS TIMESTAMP) + to_seconds(h2 % 26265600),
  CAST(CAST(DATE '2023-07-01' AS TIMESTAMP) + to_seconds(h2 % 26265600) AS DATE),
  CASE WHEN h1 // 9 % 18 > 0 THEN home_country(i) END,
  ['free', 'free', 'free', 'basic', 'basic', 'pro'][1 + h1 // 162 % 6],
  CASE WHEN h2 % 3 > 0 THEN ['search', 'friend', 'advert', 'blog', 'store'][1 + h2 // 3 % 5] END,
  CASE WHEN h1 // 972 % 7 > 0 THEN 1950 + h2 // 15 % 58 END
FROM (SELECT i, mix(i, 1) AS h1, mix(i, 2) AS h2 FROM range(1, 1 + user_count()) AS r(i));

INSERT INTO campaigns
SELECT i, 'Campaign ' || CAST(i AS VARCHAR),
  CASE WHEN i % 8 > 0 THEN ['email', 'search', 'social', 'video'][1 + mix(i, 11) % 4] END,
  CASE WHEN mix(i, 12) % 5 > 0 THEN CAST(50 + mix(i, 12) % 2000 AS DECIMAL(10,2)) / 4 END
FROM range(1, 41) AS r(i);

-- A visit: one user, device and country, one to fifteen events some seconds apart, in one of six with a pause of 35 to 50 minutes.
CREATE OR REPLACE TEMP TABLE new_visits AS
SELECT v, CASE WHEN h1 % 50 > 0 THEN user_id END AS user_id,
  1 + h1 // 50 % 15 AS event_count,
  1709251200 + (CASE WHEN h2 % 3 = 0 THEN skewed(h2, 5184000) ELSE h2 % 5184000 END) AS started_at,
  15 + h3 % 240 AS step,
  CASE WHEN h3 // 240 % 6 = 0 THEN 2100 + h3 // 1440 % 900 ELSE 0 END AS pause,
  CASE WHEN h4 % 30 = 0 THEN NULL
       WHEN h4 % 30 < 3 THEN ['US', 'DE', 'GB', 'ES', 'IT'][1 + h4 // 30 % 5]
       ELSE home_country(user_id) END AS country,
  ['mobile', 'mobile', 'mobile', 'desktop', 'desktop', 'tablet'][1 + h4 // 150 % 6] AS device,
  CASE WHEN h4 // 900 % 4 = 0 THEN 1 + skewed(h3, 40) END AS campaign_id
FROM (
  SELECT v, mix(v, 21) AS h1, mix(v, 22) AS h2, mix(v, 23) AS h3, mix(v, 24) AS h4,
    spread(skewed(mix(v, 25), user_count() * 9 // 10), user_count()) AS user_id
  FROM range(1, 1 + visit_count()) AS r(v));

-- The events of the visits in the order in which they happened; one of two hundred is delivered twice.
INSERT INTO events
SELECT row_number() OVER (ORDER BY ts, v, k, copy), user_id, make_timestamp(ts * 1000000), ts,
  CAST(make_timestamp(ts * 1000000) AS DATE), event_type, country, device,
  CASE WHEN h % 25 > 0 THEN '/' || ['home', 'list', 'item', 'help', 'cart', 'pay'][1 + skewed(h, 6)] || '/' || CAST(skewed(h, 400) AS VARCHAR) END,
  campaign_id,
  CASE WHEN event_type = 'page_view' AND h % 10 > 0 THEN h // 1000 % 101 END,
  CASE WHEN event_type = 'purchase' THEN CAST(500 + skewed(h, 30000) AS DECIMAL(10,2)) / 100
       WHEN event_type = 'refund' THEN -CAST(500 + skewed(h, 9000) AS DECIMAL(10,2)) / 100 END,
  CASE WHEN h % 8 > 0 THEN (20 + h // 10 % 250000) / 100.0 END
FROM (
  SELECT v, k, copy, e.user_id, started_at + k * step + h % 11 + CASE WHEN k > 4 THEN pause ELSE 0 END AS ts, country, device,
    campaign_id, h,
    CASE WHEN k = 0 THEN 'page_view'
         WHEN k = 1 AND h % 3 = 0 THEN 'sign_in'
         WHEN k > 3 AND h % 10 = 0 THEN 'purchase'
         WHEN k > 2 AND h % 10 < 3 THEN 'add_to_cart'
         WHEN k > 8 AND h % 97 = 3 THEN 'refund'
         WHEN h % 10 < 5 THEN 'search'
         ELSE 'page_view' END AS event_type
  FROM (SELECT *, mix(v * 16 + k, 31) AS h FROM new_visits, range(15) AS r(k) WHERE k < event_count) AS e,
    range(2) AS d(copy)
  WHERE copy = 0 OR h % 200 = 7)
ORDER BY ts, v, k, copy;

DROP TABLE new_visits;
