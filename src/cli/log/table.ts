import type { DeliverySummary, State } from '../../deliveries/delivery.ts';
import { printable } from '../../printable.ts';
import { cut, localTime, paint, terminalWidth } from '../terminal.ts';

const COLOURS: Partial<Record<State, Parameters<typeof paint>[0]>> = {
  done: 'green',
  failed: 'red',
  rejected: 'red',
  waiting: 'yellow',
  running: 'yellow',
};

/** Colours a state, padded to `width`. */
export function paintState(state: State, width = 0): string {
  const text = state.padEnd(width);
  const colour = COLOURS[state];
  return colour === undefined ? text : paint(colour, text);
}

const TIME = 19;
const ID = 16;
const STATE = 9;
const MILLISECONDS = 7;
const SHORTEST_REASON = 30;
const GAP = '  ';

/** The log as a table, wide enough for the hooks of the first rows; reasons are cut to the terminal. */
export class LogTable {
  readonly #hook: number;

  constructor(first: readonly DeliverySummary[]) {
    this.#hook = Math.max(4, ...first.map(({ hook }) => hook.length));
  }

  head(): string {
    const names = ['time'.padEnd(TIME), 'id'.padEnd(ID), 'hook'.padEnd(this.#hook), 'state'.padEnd(STATE)];
    return paint('dim', [...names, 'ms'.padStart(MILLISECONDS), 'reason'].join(GAP));
  }

  row({ receivedAt, id, hook, state, milliseconds, reason = '' }: DeliverySummary): string {
    const left = terminalWidth() - TIME - ID - this.#hook - STATE - MILLISECONDS - 5 * GAP.length;
    const cells = [localTime(receivedAt), id, printable(hook).padEnd(this.#hook), paintState(state, STATE)];
    const ms = milliseconds === undefined ? '' : String(Math.round(milliseconds));
    return [...cells, ms.padStart(MILLISECONDS), cut(withLine(reason), Math.max(SHORTEST_REASON, left))]
      .join(GAP)
      .trimEnd();
  }
}

/** A reason with the line alone where it names a place: the file is that of the hook. */
function withLine(reason: string): string {
  return reason.replace(/^.*?\.yaml:(\d+):\d+: /, 'line $1: ');
}
