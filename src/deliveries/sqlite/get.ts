import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { DeliveryLog, LoggedCall } from '../delivery.ts';
import type { Journals } from './journal.ts';
import { REQUEST_COLUMNS, readRequest } from './request-row.ts';
import { readSummary, SUMMARY_COLUMNS } from './summary-row.ts';

const CourseRow = z.object({
  unique_key: z.string().nullable(),
  order_key: z.string().nullable(),
  version: z.string().nullable(),
  attempts: z.number(),
  next_at: z.number().nullable(),
  duplicate_of: z.string().nullable(),
  parent: z.string().nullable(),
  run: z.number(),
});

const CallRow = z.object({
  started_at: z.number(),
  milliseconds: z.number(),
  call: z.string(),
  answer: z.string().nullable(),
  fault: z.string().nullable(),
});

/** Reads all that may be shown of the delivery with exactly this id. */
export function prepareGet(database: DatabaseSync, journals: Journals) {
  const selectDelivery = database.prepare(
    `SELECT ${SUMMARY_COLUMNS}, ${REQUEST_COLUMNS}, ${Object.keys(CourseRow.shape).join(', ')}
     FROM deliveries JOIN requests ON delivery = id WHERE id = ?`,
  );
  const selectCalls = database.prepare(
    'SELECT started_at, milliseconds, call, answer, fault FROM calls WHERE delivery = ? ORDER BY number',
  );

  return function get(id: string): DeliveryLog | undefined {
    const row = selectDelivery.get(id);
    if (row === undefined) {
      return undefined;
    }
    const course = CourseRow.parse(row);
    return {
      ...readSummary(row),
      ...readRequest(row),
      calls: selectCalls.all(id).map(readCall),
      keys: {
        unique: course.unique_key ?? undefined,
        order: course.order_key ?? undefined,
        version: course.version ?? undefined,
      },
      attempts: course.attempts,
      nextAt: course.next_at ?? undefined,
      duplicateOf: course.duplicate_of ?? undefined,
      parent: course.parent ?? undefined,
      journal: journals.read(id, course.run, false),
    };
  };
}

function readCall(row: unknown): LoggedCall {
  const { started_at, answer, fault, ...same } = CallRow.parse(row);
  return { ...same, startedAt: started_at, answer: answer ?? undefined, fault: fault ?? undefined };
}
