import type { Preset } from '../preset.ts';

export const paypal: Preset = {
  about: 'PayPal: payments, refunds, subscriptions, disputes',
  verify: {
    scheme: 'rsa',
    header: 'PAYPAL-TRANSMISSION-SIG',
    signed: '{header:PAYPAL-TRANSMISSION-ID}|{timestamp}|{webhook_id}|{crc32}',
    // The time is signed, but whether it is that of the event or of this sending is not known.
    timestamp: { header: 'PAYPAL-TRANSMISSION-TIME', unit: 'iso', tolerance: 'any' },
    certificate: {
      header: 'PAYPAL-CERT-URL',
      under: [
        'https://api.paypal.com/v1/notifications/certs/',
        'https://api.sandbox.paypal.com/v1/notifications/certs/',
        'https://api-m.paypal.com/v1/notifications/certs/',
        'https://api-m.sandbox.paypal.com/v1/notifications/certs/',
      ],
      names: ['.paypal.com'],
    },
  },
  event: 'payload.event_type',
  unique: 'payload.id',
  order_key: 'payload.resource.id',
  version: 'payload.create_time',
  answer: 'stored',
  waits: 'no figure of its own; 25 times in 3 days',
  unsure: [
    'whether the certificate comes with those of its issuers: one that comes alone counts, because it came over https from PayPal',
    'the hosts that begin with `api-m`',
  ],
};
