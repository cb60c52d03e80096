import type { Hook } from '../../hook/hook.ts';
import { isRead, type OdooCall, type Rpc } from '../../odoo/call.ts';
import { type Json, type JsonObject, writeJson } from '../../odoo/json.ts';
import { printable } from '../../printable.ts';
import { callBlock, jsonText } from '../call-text.ts';
import type { Rehearsal } from '../rehearse.ts';
import { cut, indent, paint, say, terminalWidth } from '../terminal.ts';

interface ReportedStep {
  title: string;
  line: bigint;
  calls: JsonObject[];
  log: string[];
}

/** Width where there is no terminal. */
const WIDTH = 120;

/** Tells what a dry run does: on a terminal as it goes, in JSON as one object at its end. */
export class DryRunReport {
  readonly #hook: Hook;
  readonly #json: boolean;
  /** Whether changes were made up instead of made. */
  readonly #live: boolean;
  readonly #width = Math.min(terminalWidth(), WIDTH);
  readonly #steps: ReportedStep[] = [];

  constructor(hook: Hook, { json, live }: { json: boolean; live: boolean }) {
    this.#hook = hook;
    this.#json = json;
    this.#live = live;
  }

  /** Says where reads go, before anything else. */
  begin(whereReadsGo: string): void {
    this.#say(paint('dim', whereReadsGo));
  }

  /** Told of each step of the hook before it runs. */
  step(title: string, line: number): void {
    this.#endStep();
    this.#steps.push({ title, line: BigInt(line), calls: [], log: [] });
    this.#say(`\n${paint('bold', printable(title))}  ${paint('dim', `${this.#hook.file}:${line}`)}`);
  }

  /** Told of each line the hook's code writes. */
  note(line: string): void {
    this.#current().log.push(line);
    this.#say(indent(`log     ${printable(line)}`, 2));
  }

  /** An `rpc` that shows each call and its answer. */
  watch(rpc: Rpc): Rpc {
    return async (call) => {
      const { calls } = this.#current();
      this.#sayCall(call);
      const { model, method, ids, args, kwargs } = call;
      const change = !isRead(call);
      const reported: JsonObject = { change, model, method, args, kwargs, ids: ids === undefined ? null : [...ids] };
      calls.push(reported);
      const answer = await rpc(call);
      reported.answer = answer;
      this.#sayAnswer(call, answer);
      return answer;
    };
  }

  end(rehearsal: Rehearsal): void {
    const { settlement, answer, error } = rehearsal;
    if (error === undefined) {
      this.#endStep();
    }
    this.#say(`\n${outcomeText(rehearsal)}`);
    if (this.#json) {
      const { status, ...text } = answer;
      const steps = this.#steps.map((step) => ({ ...step }));
      say(writeJson({ hook: this.#hook.name, ...settlement, answer: { status: BigInt(status), ...text }, steps }));
    }
  }

  #current(): ReportedStep {
    // Calls before the first action are those of `when` and `target_record`.
    if (this.#steps.length === 0) {
      this.step('before the actions', 1);
    }
    return this.#steps.at(-1) ?? { title: '', line: 0n, calls: [], log: [] };
  }

  #endStep(): void {
    const last = this.#steps.at(-1);
    if (last !== undefined && last.calls.length + last.log.length === 0) {
      this.#say(paint('dim', '  no call'));
    }
  }

  #sayCall(call: OdooCall): void {
    const kind = isRead(call) ? paint('dim', 'read  ') : paint('yellow', 'change');
    const [first = '', ...more] = callBlock(call, this.#width - 10).split('\n');
    this.#say([`  ${kind}  ${first}`, ...more.map((line) => `${' '.repeat(10)}${line}`)].join('\n'));
  }

  #sayAnswer(call: OdooCall, answer: Json): void {
    if (answer === true && !isRead(call)) {
      return;
    }
    const text = cut(jsonText(answer), this.#width - 12);
    const madeUp = (this.#live || call.model === '') && !isRead(call);
    const shown =
      answer === null ? '(only a real call could tell the answer; None stands for it)' : `${text} (made up)`;
    this.#say(paint('dim', `${' '.repeat(10)}→ ${madeUp ? shown : text}`));
  }

  #say(line = ''): void {
    if (!this.#json) {
      say(line);
    }
  }
}

function outcomeText({ settlement: { state, reason = '' }, answer, error }: Rehearsal): string {
  if (error !== undefined) {
    const how = answer.status >= 500 ? 'not done' : 'refused';
    return `${paint('red', how)} (${answer.status} ${answer.code}): ${printable(reason)}`;
  }
  return state === 'done' ? paint('green', 'done') : `${paint('yellow', state)}: ${printable(reason)}`;
}
