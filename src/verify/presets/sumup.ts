import type { Preset } from '../preset.ts';

export const sumup: Preset = {
  about: 'SumUp: checkouts of the API and of card readers',
  verify: { scheme: 'secret_url' },
  event: 'payload.event_type',
  unique: "f'{payload.id}:{payload.event_type}:{payload.payload.status}' if payload.id else delivery.digest",
  order_key: 'payload.payload.transaction_id or payload.id',
  version: 'payload.timestamp',
  answer: 'stored',
  waits: 'no figure; 5 times, with growing pauses',
  thin: 'the checkout or the transaction: SumUp signs nothing, so what a notification says must be asked for',
  unsure: ['the body of a checkout of the API: only that of readers was found'],
};
