-- Price ticks of twenty symbols over six weeks, with the calendar, the brokers and bars a minute.
-- Read by DuckDB and by SQLite. Every constraint stands on a line of its own at the end of its table.

CREATE TABLE symbols (
  symbol_id INTEGER NOT NULL,
  ticker VARCHAR NOT NULL,
  company VARCHAR NOT NULL,
  sector VARCHAR,
  exchange VARCHAR NOT NULL,
  listed_on DATE NOT NULL,
  lot_size INTEGER NOT NULL,
  PRIMARY KEY (symbol_id),
  UNIQUE (ticker)
);

-- The days on which the exchange was open. close_minute counts from midnight.
CREATE TABLE trading_days (
  trade_date DATE NOT NULL,
  day_seq INTEGER NOT NULL,
  week_seq INTEGER NOT NULL,
  is_half_day INTEGER NOT NULL,
  close_minute INTEGER NOT NULL,
  remark VARCHAR,
  PRIMARY KEY (trade_date),
  UNIQUE (day_seq)
);

CREATE TABLE trading_hours (
  hour_of_day INTEGER NOT NULL,
  label VARCHAR NOT NULL,
  session_part VARCHAR NOT NULL,
  PRIMARY KEY (hour_of_day),
  UNIQUE (label)
);

CREATE TABLE brokers (
  broker_id INTEGER NOT NULL,
  broker_name VARCHAR NOT NULL,
  country VARCHAR,
  fee_bps DOUBLE,
  PRIMARY KEY (broker_id),
  UNIQUE (broker_name)
);

-- One row a trade, numbered in the order of time. side is 'B' or 'S' where it is known; off-book trades have no broker.
CREATE TABLE ticks (
  tick_id BIGINT NOT NULL,
  symbol_id INTEGER NOT NULL,
  trade_date DATE NOT NULL,
  tick_time TIMESTAMP NOT NULL,
  hour_of_day INTEGER NOT NULL,
  minute_of_hour INTEGER NOT NULL,
  price DECIMAL(10,2) NOT NULL,
  volume INTEGER NOT NULL,
  side VARCHAR,
  broker_id INTEGER,
  spread DOUBLE,
  PRIMARY KEY (tick_id),
  FOREIGN KEY (symbol_id) REFERENCES symbols (symbol_id),
  FOREIGN KEY (trade_date) REFERENCES trading_days (trade_date),
  FOREIGN KEY (hour_of_day) REFERENCES trading_hours (hour_of_day),
  FOREIGN KEY (broker_id) REFERENCES brokers (broker_id)
);

-- The ticks summed up by minute; minutes without a tick have no bar. minute_of_day counts from midnight.
CREATE TABLE minute_bars (
  symbol_id INTEGER NOT NULL,
  trade_date DATE NOT NULL,
  minute_of_day INTEGER NOT NULL,
  open_price DECIMAL(10,2) NOT NULL,
  high_price DECIMAL(10,2) NOT NULL,
  low_price DECIMAL(10,2) NOT NULL,
  close_price DECIMAL(10,2) NOT NULL,
  volume INTEGER NOT NULL,
  PRIMARY KEY (symbol_id, trade_date, minute_of_day),
  FOREIGN KEY (symbol_id) REFERENCES symbols (symbol_id),
  FOREIGN KEY (trade_date) REFERENCES trading_days (trade_date)
);
