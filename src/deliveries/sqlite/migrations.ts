/** The schema, step by step: the database's `user_version` counts the steps it has had. Steps are only ever added. */
export const MIGRATIONS: readonly string[] = [
  // The request stands apart from the delivery, so that a change of state does not write a large body anew.
  `
  CREATE TABLE deliveries (
    id TEXT PRIMARY KEY,
    hook TEXT NOT NULL,
    received_at INTEGER NOT NULL,
    state TEXT NOT NULL,
    code TEXT,
    reason TEXT,
    started_at INTEGER,
    settled_at INTEGER
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX deliveries_by_hook ON deliveries (hook, id);
  CREATE INDEX deliveries_by_state ON deliveries (state, id);

  CREATE TABLE requests (
    delivery TEXT PRIMARY KEY REFERENCES deliveries ON DELETE CASCADE,
    method TEXT NOT NULL,
    path TEXT NOT NULL,
    query TEXT NOT NULL,
    headers TEXT NOT NULL,
    address TEXT NOT NULL,
    body BLOB NOT NULL,
    body_kept TEXT NOT NULL
  ) STRICT;

  CREATE TABLE calls (
    delivery TEXT NOT NULL REFERENCES deliveries ON DELETE CASCADE,
    number INTEGER NOT NULL,
    started_at INTEGER NOT NULL,
    milliseconds REAL NOT NULL,
    call TEXT NOT NULL,
    answer TEXT,
    fault TEXT,
    PRIMARY KEY (delivery, number)
  ) STRICT;

  CREATE TABLE secrets (
    secret TEXT PRIMARY KEY,
    hook TEXT NOT NULL,
    made_at INTEGER NOT NULL,
    expires_at INTEGER
  ) STRICT, WITHOUT ROWID;
  `,
  // A lane is what runs one after another: the deliveries of one order key of a hook, or a delivery without one alone. It has a row while
  // it has work; `due_at` is empty while its first delivery is being carried out.
  `
  ALTER TABLE deliveries ADD COLUMN unique_key TEXT;
  ALTER TABLE deliveries ADD COLUMN order_key TEXT;
  ALTER TABLE deliveries ADD COLUMN version TEXT;
  ALTER TABLE deliveries ADD COLUMN lane TEXT;
  ALTER TABLE deliveries ADD COLUMN parent TEXT;
  ALTER TABLE deliveries ADD COLUMN duplicate_of TEXT;
  ALTER TABLE deliveries ADD COLUMN is_item INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE deliveries ADD COLUMN attempts INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE deliveries ADD COLUMN failures INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE deliveries ADD COLUMN first_failed_at INTEGER;
  ALTER TABLE deliveries ADD COLUMN next_at INTEGER;
  ALTER TABLE deliveries ADD COLUMN clock INTEGER;
  ALTER TABLE deliveries ADD COLUMN run INTEGER NOT NULL DEFAULT 1;
  UPDATE deliveries SET state = 'failed', code = 'outcome_unknown', settled_at = received_at,
    reason = 'it was being carried out when an earlier version stopped' WHERE state IN ('received', 'running');
  CREATE UNIQUE INDEX deliveries_by_unique_key ON deliveries (unique_key, hook) WHERE unique_key IS NOT NULL;
  CREATE INDEX deliveries_by_order_key ON deliveries (order_key, hook) WHERE order_key IS NOT NULL;
  CREATE INDEX deliveries_by_lane ON deliveries (lane, id) WHERE lane IS NOT NULL;
  CREATE INDEX deliveries_by_first ON deliveries (duplicate_of) WHERE duplicate_of IS NOT NULL;

  ALTER TABLE requests ADD COLUMN packed INTEGER NOT NULL DEFAULT 0;
  ALTER TABLE requests ADD COLUMN sealed BLOB;

  CREATE TABLE lanes (
    lane TEXT PRIMARY KEY,
    hook TEXT NOT NULL,
    due_at INTEGER,
    waits_for TEXT
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX lanes_by_due ON lanes (hook, due_at) WHERE due_at IS NOT NULL;
  CREATE INDEX lanes_by_wait ON lanes (waits_for, due_at) WHERE waits_for IS NOT NULL;

  CREATE TABLE journal (
    delivery TEXT NOT NULL REFERENCES deliveries ON DELETE CASCADE,
    run INTEGER NOT NULL,
    n INTEGER NOT NULL,
    call TEXT NOT NULL,
    is_change INTEGER NOT NULL,
    again TEXT NOT NULL,
    sent_at INTEGER NOT NULL,
    answer TEXT,
    fault TEXT,
    before TEXT,
    sealed BLOB,
    PRIMARY KEY (delivery, run, n)
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE versions (
    hook TEXT NOT NULL,
    order_key TEXT NOT NULL,
    version TEXT NOT NULL,
    delivery TEXT NOT NULL,
    done_at INTEGER NOT NULL,
    PRIMARY KEY (hook, order_key)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX versions_by_age ON versions (done_at);
  `,
  // What the bridge wrote last to a field of a record, for `keep_edits`: marks, not values.
  `
  CREATE TABLE written (
    connection TEXT NOT NULL,
    model TEXT NOT NULL,
    record INTEGER NOT NULL,
    field TEXT NOT NULL,
    last TEXT,
    next TEXT,
    noted TEXT NOT NULL,
    PRIMARY KEY (connection, model, record, field)
  ) STRICT, WITHOUT ROWID;
  `,
];
