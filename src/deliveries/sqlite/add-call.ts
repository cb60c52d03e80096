import type { DatabaseSync } from 'node:sqlite';
import type { LoggedCall } from '../delivery.ts';

/** Adds a call to a delivery, numbered after those it has. */
export function prepareAddCall(database: DatabaseSync) {
  const insert = database.prepare(`
    INSERT INTO calls (delivery, number, started_at, milliseconds, call, answer, fault)
    SELECT ?1, coalesce(max(number), 0) + 1, ?2, ?3, ?4, ?5, ?6 FROM calls WHERE delivery = ?1`);

  return function addCall(id: string, logged: LoggedCall): void {
    const { startedAt, milliseconds, call, answer, fault } = logged;
    insert.run(id, startedAt, milliseconds, call, answer ?? null, fault ?? null);
  };
}
