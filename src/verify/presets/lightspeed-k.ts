import type { Preset } from '../preset.ts';

export const lightspeedK: Preset = {
  about: 'Lightspeed Restaurant K-Series: orders, payments, accounts',
  verify: [{ scheme: 'basic' }, { scheme: 'secret_url' }],
  event: "f'{payload.type}.{payload.status}'",
  // A check that is updated twice comes twice with one body: only what follows at once is a repeat.
  unique: 'delivery.digest',
  unique_for: '10m',
  order_key: 'payload.thirdPartyReference or payload.ikentooAccountId',
  answer: 'stored',
  unsure: ['how long it waits, and whether it comes again: no document was found', 'there is no id of the event'],
};
