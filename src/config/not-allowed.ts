import type { Problem } from '../errors.ts';
import type { Hook } from '../hook/hook.ts';
import { refusalOf } from '../odoo/allow.ts';
import type { ConnectionSettings } from '../odoo/connection.ts';

/** What the hooks would be refused by the `allow` of their connection, as far as it can be told before they run. */
export function notAllowed(hooks: readonly Hook[], connections: ReadonlyMap<string, ConnectionSettings>): Problem[] {
  return hooks.flatMap(({ connection, deeds }) => {
    return deeds.flatMap(({ model, operations, place, connection: other }): Problem[] => {
      const settings = connections.get(other ?? connection);
      const message = settings && refusalOf(settings, model, operations);
      return message === undefined ? [] : [{ ...place, message }];
    });
  });
}
