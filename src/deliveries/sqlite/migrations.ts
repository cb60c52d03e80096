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
];
