-- Raw events of an application with the users and campaigns they refer to.
-- Read by DuckDB and by SQLite. Every constraint stands on a line of its own at the end of its table.

-- handle is unique among the users who chose one.
CREATE TABLE users (
  user_id INTEGER NOT NULL,
  handle VARCHAR,
  signup_time TIMESTAMP NOT NULL,
  signup_date DATE NOT NULL,
  country VARCHAR,
  plan VARCHAR NOT NULL,
  referrer VARCHAR,
  birth_year INTEGER,
  PRIMARY KEY (user_id),
  UNIQUE (handle)
);

CREATE TABLE campaigns (
  campaign_id INTEGER NOT NULL,
  campaign_name VARCHAR NOT NULL,
  channel VARCHAR,
  daily_cost DECIMAL(10,2),
  PRIMARY KEY (campaign_id),
  UNIQUE (campaign_name)
);

-- event_ts is event_time in seconds since 1970, event_date its day. Visitors who are not signed in have no user_id.
-- A delivery that was repeated appears again under another event_id.
CREATE TABLE events (
  event_id BIGINT NOT NULL,
  user_id INTEGER,
  event_time TIMESTAMP NOT NULL,
  event_ts BIGINT NOT NULL,
  event_date DATE NOT NULL,
  event_type VARCHAR NOT NULL,
  country VARCHAR,
  device VARCHAR NOT NULL,
  url VARCHAR,
  campaign_id INTEGER,
  scroll_percent INTEGER,
  revenue DECIMAL(10,2),
  load_ms DOUBLE,
  PRIMARY KEY (event_id),
  FOREIGN KEY (user_id) REFERENCES users (user_id),
  FOREIGN KEY (campaign_id) REFERENCES campaigns (campaign_id)
);
