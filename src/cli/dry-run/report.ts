import type { Hook } from '../../hook/hook.ts';
import { isRead, type OdooCall, type Rpc } from '../../odoo/call.ts';
import { type Json, type JsonObject, writeJson } from '../../odoo/json.ts';
import { callBlock, jsonText } from '../call-text.ts';
import type { Rehearsal } from '../rehearse.ts';
import { cut, indent, paint, printable, say, terminalWidth } from '../terminal.ts';

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
  readonly #width = Math.min(terminalWidth(), WIDTH);
  readonly #steps: ReportedStep[] = [];

  constructor(hook: Hook, json: boolean) {
    this.#hook = hook;
    this.#json = json;
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
      this.#sayAnswer(answer);
      return answer;
    };
  }

  end({ settlement, answer }: Rehearsal): void {
    const { state, reason } = settlement;
    if (state === 'done' || state === 'skipped') {
      this.#endStep();
    }
    this.#say();
    switch (state) {
      case 'done':
        this.#say(paint('green', 'done'));
        break;
      case 'skipped':
        this.#say(`${paint('yellow', 'skipped')}: ${printable(reason ?? '')}`);
        break;
      default:
        this.#say(`${paint('red', 'refused')} (${answer.status} ${answer.code}): ${printable(reason ?? '')}`);
    }
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
    if (last !== undefined && last.calls.length === 0) {
      this.#say(paint('dim', '  no call'));
    }
  }

  #sayCall(call: OdooCall): void {
    const kind = isRead(call) ? paint('dim', 'read  ') : paint('yellow', 'change');
    const [first = '', ...more] = callBlock(call, this.#width - 10).split('\n');
    this.#say([`  ${kind}  ${first}`, ...more.map((line) => `${' '.repeat(10)}${line}`)].join('\n'));
  }

  #sayAnswer(answer: Json): void {
    this.#say(paint('dim', `${' '.repeat(10)}→ ${cut(jsonText(answer), this.#width - 12)}`));
  }

  #say(line = ''): void {
    if (!this.#json) {
      say(line);
    }
  }
}
