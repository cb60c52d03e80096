import type { DeliveryLog } from '../../deliveries/delivery.ts';
import { paintState } from '../log/table.ts';
import { localTime, paint, printable } from '../terminal.ts';
import { bodyText } from './body-text.ts';
import { callsText } from './calls-text.ts';

/** All that is kept of a delivery, for a person. */
export function deliveryText(delivery: DeliveryLog): string {
  const { calls, receivedAt } = delivery;
  const parts = [outcomeText(delivery), requestText(delivery), callsPart(delivery)];
  return parts.filter((part) => part !== '').join('\n\n');

  function callsPart({ state }: DeliveryLog): string {
    if (calls.length > 0) {
      return callsText(calls, receivedAt);
    }
    const none = '(no call to Odoo is kept; `log_calls: true` in the hook keeps them)';
    return state === 'rejected' ? '' : paint('dim', none);
  }
}

function outcomeText({ id, hook, state, code, reason, receivedAt, milliseconds, request }: DeliveryLog): string {
  const took = milliseconds === undefined ? '' : ` after ${Math.round(milliseconds)} ms`;
  const lines = [
    `${paint('bold', id)}  ${printable(hook)}  ${paintState(state)}${took}`,
    `received ${localTime(receivedAt)} from ${printable(request.address)}`,
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
