import type { Log } from '../log.ts';
import type { Delivery, Settlement } from './delivery.ts';

/** Writes the one log line that a delivery leaves. A fault of the sender, the hook or the data is no warning: nobody here must act. */
export function logSettled(log: Log, delivery: Delivery, settlement: Settlement): void {
  const { id, hook, receivedAt } = delivery;
  const { state, code, reason } = settlement;
  const facts = {
    hook,
    delivery: id,
    state,
    ms: Date.now() - receivedAt,
    ...(code && { code }),
    ...(reason && { reason }),
  };
  if (code === 'internal') {
    log.error(facts, 'delivery');
  } else if (code === 'odoo_unavailable' || code === 'configuration') {
    log.warn(facts, 'delivery');
  } else {
    log.info(facts, 'delivery');
  }
}
