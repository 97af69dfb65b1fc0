-- A retail chain: two facts (sales, returns) and six dimensions.
-- Read by DuckDB and by SQLite. Every constraint stands on a line of its own at the end of its table.

-- One row a calendar day. The key is the day written as a number, 20240131.
CREATE TABLE dates (
  date_key INTEGER NOT NULL,
  calendar_date DATE NOT NULL,
  year_number INTEGER NOT NULL,
  quarter_number INTEGER NOT NULL,
  month_number INTEGER NOT NULL,
  day_of_month INTEGER NOT NULL,
  day_name VARCHAR NOT NULL,
  is_weekend INTEGER NOT NULL,
  week_seq INTEGER NOT NULL,
  month_seq INTEGER NOT NULL,
  holiday_name VARCHAR,
  PRIMARY KEY (date_key),
  UNIQUE (calendar_date)
);

CREATE TABLE stores (
  store_id INTEGER NOT NULL,
  store_code VARCHAR NOT NULL,
  store_name VARCHAR NOT NULL,
  city VARCHAR NOT NULL,
  state VARCHAR NOT NULL,
  region VARCHAR NOT NULL,
  opened_on DATE NOT NULL,
  closed_on DATE,
  floor_area INTEGER,
  manager_name VARCHAR,
  PRIMARY KEY (store_id),
  UNIQUE (store_code)
);

-- referred_by holds a customer_id; engines that check a row at a time reject the reference to itself, so it is not declared.
CREATE TABLE customers (
  customer_id INTEGER NOT NULL,
  email VARCHAR NOT NULL,
  first_name VARCHAR NOT NULL,
  last_name VARCHAR NOT NULL,
  birth_year INTEGER,
  city VARCHAR NOT NULL,
  postal_code VARCHAR,
  region VARCHAR,
  segment VARCHAR NOT NULL,
  signup_date DATE NOT NULL,
  referred_by INTEGER,
  credit_limit DECIMAL(10,2),
  credit_score DOUBLE,
  PRIMARY KEY (customer_id),
  UNIQUE (email)
);

CREATE TABLE items (
  item_id INTEGER NOT NULL,
  sku VARCHAR NOT NULL,
  item_name VARCHAR NOT NULL,
  category VARCHAR,
  subcategory VARCHAR,
  brand VARCHAR NOT NULL,
  color VARCHAR,
  list_price DECIMAL(9,2) NOT NULL,
  unit_cost DECIMAL(9,2) NOT NULL,
  weight_kg DOUBLE,
  introduced_on DATE NOT NULL,
  PRIMARY KEY (item_id),
  UNIQUE (sku)
);

-- Promotions without a code are in-store displays: promo_code is unique but holds several NULLs.
CREATE TABLE promotions (
  promo_id INTEGER NOT NULL,
  promo_code VARCHAR,
  promo_name VARCHAR NOT NULL,
  media VARCHAR,
  discount_percent INTEGER NOT NULL,
  starts_on DATE NOT NULL,
  ends_on DATE NOT NULL,
  budget DECIMAL(12,2),
  PRIMARY KEY (promo_id),
  UNIQUE (promo_code)
);

CREATE TABLE reasons (
  reason_id INTEGER NOT NULL,
  description VARCHAR NOT NULL,
  PRIMARY KEY (reason_id),
  UNIQUE (description)
);

-- One row an item on a ticket. Anonymous buyers have no customer; a line may ship from another store than it was sold in.
CREATE TABLE sales (
  ticket_number INTEGER NOT NULL,
  item_id INTEGER NOT NULL,
  date_key INTEGER NOT NULL,
  sold_hour INTEGER NOT NULL,
  sold_minute INTEGER NOT NULL,
  customer_id INTEGER,
  store_id INTEGER NOT NULL,
  fulfil_store_id INTEGER,
  promo_id INTEGER,
  channel VARCHAR NOT NULL,
  quantity INTEGER NOT NULL,
  unit_price DECIMAL(9,2) NOT NULL,
  discount DECIMAL(9,2),
  net_paid DECIMAL(11,2) NOT NULL,
  rating DOUBLE,
  PRIMARY KEY (ticket_number, item_id),
  FOREIGN KEY (item_id) REFERENCES items (item_id),
  FOREIGN KEY (date_key) REFERENCES dates (date_key),
  FOREIGN KEY (customer_id) REFERENCES customers (customer_id),
  FOREIGN KEY (store_id) REFERENCES stores (store_id),
  FOREIGN KEY (fulfil_store_id) REFERENCES stores (store_id),
  FOREIGN KEY (promo_id) REFERENCES promotions (promo_id)
);

-- At most one return a sold line; a return that is not booked yet has no date.
CREATE TABLE returns (
  ticket_number INTEGER NOT NULL,
  item_id INTEGER NOT NULL,
  return_date_key INTEGER,
  customer_id INTEGER,
  store_id INTEGER,
  reason_id INTEGER,
  return_quantity INTEGER NOT NULL,
  refund DECIMAL(11,2) NOT NULL,
  handling_cost DOUBLE,
  PRIMARY KEY (ticket_number, item_id),
  FOREIGN KEY (ticket_number, item_id) REFERENCES sales (ticket_number, item_id),
  FOREIGN KEY (return_date_key) REFERENCES dates (date_key),
  FOREIGN KEY (customer_id) REFERENCES customers (customer_id),
  FOREIGN KEY (store_id) REFERENCES stores (store_id),
  FOREIGN KEY (reason_id) REFERENCES reasons (reason_id)
);
