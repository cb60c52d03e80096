import type { DeliveryLog } from '../../deliveries/delivery.ts';
import { paintState } from '../log/table.ts';
import { localTime, paint, printable } from '../terminal.ts';
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
  ].flatMap(([name, value]) => (value === undefined ? [] : [`${name} ${value}`]));
  return named.length === 0 ? [] : [printable(named.join(', '))];
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
    lines.push(printable(code === undefined ? reason : `${code}: ${reason}`));
  }
  return lines.join('\n');
}

function requestText(delivery: DeliveryLog): string {
  const { method, path, query, headers } = delivery.request;
  const asked = query.length === 0 ? '' : `?${query.map(([name, value]) => `${name}=${value}`).join('&')}`;
  const head = [`${method} ${path}${asked}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  const redacted = delivery.bodyKept === 'redacted' ? paint('dim', '\n(without what `redact:` names)') : '';
  return `${printable(head.join('\n'))}\n\n${bodyText(delivery)}${redacted}`;
}
