import type { DeliveryLog } from '../../deliveries/delivery.ts';
import { onOneLine, printable } from '../../printable.ts';
import { paintState } from '../log/table.ts';
import { localTime, paint } from '../terminal.ts';
import { bodyText } from './body-text.ts';
import { callsText } from './calls-text.ts';
import { journalText } from './journal-text.ts';

/** All that is kept of a delivery, for a person. `keepsCalls`: its hook keeps the calls to Odoo. */
export function deliveryText(delivery: DeliveryLog, keepsCalls: boolean): string {
  const parts = [outcomeText(delivery), requestText(delivery)];
  if (delivery.state !== 'rejected') {
    parts.push(outgoingText(delivery, keepsCalls));
  }
  if (delivery.journal.some(({ isChange }) => isChange) && delivery.calls.length === 0) {
    parts.push(journalText(delivery.journal));
  }
  return parts.join('\n\n');
}

/** Its keys, its attempts, and what it has to do with other deliveries. */
function courseLines({ keys, attempts, nextAt, duplicateOf, parent }: DeliveryLog): string[] {
  const named = [
    ['unique', keys.unique],
    ['order_key', keys.order],
    ['version', keys.version],
    ['repeat of', duplicateOf],
    ['item of', parent],
    ['attempts', attempts > 1 ? String(attempts) : undefined],
    ['next attempt', nextAt === undefined ? undefined : localTime(nextAt)],
  ].flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${onOneLine(value)}`]));
  return named.length === 0 ? [] : [named.join(', ')];
}

function outgoingText({ calls, receivedAt }: DeliveryLog, keepsCalls: boolean): string {
  if (calls.length > 0) {
    return callsText(calls, receivedAt);
  }
  return paint(
    'dim',
    keepsCalls ? 'no call to Odoo' : 'no call to Odoo is kept: `log_calls: true` in the hook keeps them',
  );
}

function outcomeText(delivery: DeliveryLog): string {
  const { id, hook, state, code, reason, receivedAt, milliseconds, request } = delivery;
  const took = milliseconds === undefined ? '' : ` after ${Math.round(milliseconds)} ms`;
  const lines = [
    `${paint('bold', id)}  ${printable(hook)}  ${paintState(state)}${took}`,
    `received ${localTime(receivedAt)} from ${printable(request.address)}`,
    ...courseLines(delivery),
  ];
  if (reason !== undefined) {
    // Of Odoo's messages with several lines the others are indented: none can pass for a line of ours.
    lines.push(printable(code === undefined ? reason : `${code}: ${reason}`).replaceAll('\n', '\n  '));
  }
  return lines.join('\n');
}

function requestText(delivery: DeliveryLog): string {
  const { method, path, query, headers } = delivery.request;
  const asked = query.length === 0 ? '' : `?${query.map(([name, value]) => `${name}=${value}`).join('&')}`;
  const head = [`${method} ${path}${asked}`, ...headers.map(([name, value]) => `${name}: ${value}`)].map(onOneLine);
  const redacted = delivery.bodyKept === 'redacted' ? paint('dim', '\n(without what `redact:` names)') : '';
  return `${head.join('\n')}\n\n${bodyText(delivery)}${redacted}`;
}
