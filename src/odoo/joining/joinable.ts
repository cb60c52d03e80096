import type { OdooCall } from '../call.ts';
import { creates } from './creates.ts';
import type { Joinable, Kind } from './kind.ts';
import { loads } from './loads.ts';
import { lookUps } from './look-ups.ts';
import { recordReads } from './record-reads.ts';
import { sameReads } from './same-reads.ts';
import { writes } from './writes.ts';

const KINDS: readonly Kind[] = [lookUps, recordReads, sameReads, creates, writes, loads];

/** What a call can go together with; undefined when it goes alone. */
export function joinableOf(call: OdooCall): Joinable | undefined {
  if (call.batch === false) {
    return undefined;
  }
  for (const kind of KINDS) {
    const joinable = kind.of(call);
    if (joinable !== undefined) {
      return joinable;
    }
  }
  return undefined;
}
