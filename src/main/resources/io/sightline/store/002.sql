-- Version 2: by what each part was judged, word for word. Limits are changed and their version's number
-- forgotten: one version of a recipe may have said several things.

CREATE TABLE recipe (
  id       INTEGER PRIMARY KEY,
  sha256   TEXT NOT NULL UNIQUE, -- of content
  name     TEXT NOT NULL,
  version  INTEGER NOT NULL,
  content  TEXT NOT NULL, -- JSON, as a recipe's file has it
  first_at INTEGER NOT NULL
) STRICT;

CREATE INDEX recipe_version ON recipe (name, version);

-- NULL: recorded before.
ALTER TABLE inspection ADD COLUMN recipe_id INTEGER REFERENCES recipe (id);
