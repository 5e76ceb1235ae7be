-- Version 1. Never changed once released: what comes later is 002.sql.
-- Moments are nanoseconds since 1970-01-01T00:00:00Z: strftime('%FT%TZ', at / 1000000000, 'unixepoch').

CREATE TABLE line (
  id   INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE
) STRICT;

-- Under what a run of parts was judged. Few rows, so that a million inspections do not repeat a
-- million hashes. first_at and last_at bound the inspections that name it: a lot is found without
-- walking through the years.
CREATE TABLE setting (
  id             INTEGER PRIMARY KEY,
  lot            TEXT NOT NULL,
  shift          TEXT NOT NULL,
  product        TEXT NOT NULL,
  recipe         TEXT NOT NULL,
  recipe_version INTEGER NOT NULL,
  model          TEXT NOT NULL,
  model_version  TEXT NOT NULL,
  model_hash     TEXT NOT NULL,
  engine         TEXT NOT NULL,
  first_at       INTEGER NOT NULL,
  last_at        INTEGER NOT NULL,
  UNIQUE (lot, shift, product, recipe, recipe_version, model, model_version, model_hash, engine)
) STRICT;

CREATE TABLE inspection (
  seq          INTEGER PRIMARY KEY,
  id           BLOB NOT NULL UNIQUE,
  line_id      INTEGER NOT NULL REFERENCES line (id),
  serial       INTEGER NOT NULL,
  setting_id   INTEGER NOT NULL REFERENCES setting (id),
  first_seen   INTEGER NOT NULL,
  at           INTEGER NOT NULL,
  verdict      TEXT NOT NULL,
  defect_count INTEGER NOT NULL,
  truth_count  INTEGER, -- NULL: the truth is not known
  waiting_ms   REAL NOT NULL,
  preparing_ms REAL NOT NULL,
  inferring_ms REAL NOT NULL,
  decoding_ms  REAL NOT NULL,
  total_ms     REAL NOT NULL,
  origin       TEXT NOT NULL,
  image        TEXT,
  error        TEXT
) STRICT;

-- A part is inspected once.
CREATE UNIQUE INDEX inspection_part ON inspection (line_id, serial);
-- Ends in seq by itself: walked, it gives the oldest first without sorting.
CREATE INDEX inspection_time ON inspection (at);
CREATE INDEX inspection_reject ON inspection (at) WHERE verdict <> 'PASS';
-- Holds all that counting needs.
CREATE INDEX inspection_tally ON inspection (line_id, verdict, at, setting_id);

CREATE TABLE defect (
  inspection INTEGER NOT NULL REFERENCES inspection (seq),
  ordinal    INTEGER NOT NULL,
  class      TEXT NOT NULL,
  confidence REAL NOT NULL,
  x1         REAL NOT NULL,
  y1         REAL NOT NULL,
  x2         REAL NOT NULL,
  y2         REAL NOT NULL,
  PRIMARY KEY (inspection, ordinal)
) STRICT, WITHOUT ROWID;

CREATE INDEX defect_class ON defect (class, inspection);

CREATE TABLE truth_label (
  inspection INTEGER NOT NULL REFERENCES inspection (seq),
  ordinal    INTEGER NOT NULL,
  class      TEXT NOT NULL,
  x1         REAL NOT NULL,
  y1         REAL NOT NULL,
  x2         REAL NOT NULL,
  y2         REAL NOT NULL,
  PRIMARY KEY (inspection, ordinal)
) STRICT, WITHOUT ROWID;

CREATE TABLE missed (
  seq          INTEGER PRIMARY KEY,
  line_id      INTEGER NOT NULL REFERENCES line (id),
  lot          TEXT NOT NULL,
  shift        TEXT NOT NULL,
  product      TEXT NOT NULL,
  at           INTEGER NOT NULL,
  first_serial INTEGER NOT NULL,
  count        INTEGER NOT NULL
) STRICT;

CREATE INDEX missed_line ON missed (line_id, at);
