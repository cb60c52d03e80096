import { z } from 'zod';
import type { LoggedCall } from '../../deliveries/delivery.ts';
import type { OdooCall } from '../../odoo/call.ts';
import { type Json, type JsonObject, parseJson } from '../../odoo/json.ts';
import { printable } from '../../printable.ts';
import { callBlock, jsonText } from '../call-text.ts';
import { count, cut, indent, paint, terminalWidth } from '../terminal.ts';

const WIDTH = 120;
const LONGEST_ANSWER = 1000;

/** The calls of a delivery, each with when it began after the receipt, how long it took, and Odoo's answer or fault. */
export function callsText(calls: readonly LoggedCall[], receivedAt: number): string {
  const blocks = calls.map((call) => {
    const after = `+${((call.startedAt - receivedAt) / 1000).toFixed(3)} s`;
    const head = paint('dim', `${after}, ${call.milliseconds.toFixed(1)} ms`);
    return `${head}\n${indent(`${requestText(call.call)}\n${answerText(call)}`, 2)}`;
  });
  const toOdoo = calls.every(({ call }) => readCall(call)?.model !== '');
  return [paint('bold', `${count(calls.length, 'call')}${toOdoo ? ' to Odoo' : ''}`), ...blocks].join('\n');
}

/** A call from its JSON, as people read it. */
export function requestText(text: string): string {
  const call = readCall(text);
  return call === undefined ? printable(text) : callBlock(call, Math.min(terminalWidth(), WIDTH) - 2);
}

/** Odoo's answer, or its fault. */
export function answerText({ answer, fault }: Pick<LoggedCall, 'answer' | 'fault'>): string {
  if (fault !== undefined) {
    return paint('red', printable(`✗ ${fault}`));
  }
  const value = parsed(answer ?? 'null');
  return paint('dim', `→ ${cut(value === undefined ? (answer ?? '') : jsonText(value), LONGEST_ANSWER)}`);
}

const Call = z.object({
  model: z.string(),
  method: z.string(),
  ids: z.array(z.bigint()).optional(),
  args: z.custom<Json[]>(Array.isArray),
  kwargs: z.custom<JsonObject>((value) => typeof value === 'object' && value !== null),
});

/** The call in a text of the log; undefined when the text was cut because it is very long. */
function readCall(text: string): OdooCall | undefined {
  const { data } = Call.safeParse(parsed(text));
  if (data === undefined) {
    return undefined;
  }
  const { ids, ...call } = data;
  return { ...call, ...(ids !== undefined && { ids }) };
}

function parsed(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}
