import { z } from 'zod';
import { isAllowable } from '../outgoing/addresses.ts';
import { networkOf } from '../verify/client-address.ts';
import { Connections } from './connections.ts';
import { Limits } from './limits.ts';
import { duration, httpUrl, wholeNumber } from './setting.ts';

const Outgoing = z.strictObject({
  allow_private: z
    .array(
      z.string().refine(isAllowable, {
        error: 'an entry of `allow_private` is a host name, an address, or a range such as 10.0.0.0/8',
      }),
    )
    .prefault([])
    .describe('Hosts, addresses and ranges that may be reached although their addresses are not public.'),
});

/** How the server listens. Sizes are bytes, times milliseconds. */
export const ServerSettings = z
  .strictObject({
    host: z
      .string()
      .min(1)
      .prefault('127.0.0.1')
      .describe('The address to listen on; `0.0.0.0` for all of this machine.'),
    port: wholeNumber(0, 65_535).prefault(8070).describe('The port to listen on.'),
    public_url: httpUrl()
      .optional()
      .describe('The address under which senders reach this server, for the URLs that are shown.'),
    trusted_proxies: z
      .array(z.string())
      .refine((texts) => !('wrong' in networkOf(texts)), {
        error: '`trusted_proxies` must be a list of addresses and networks, such as 127.0.0.1 or 10.0.0.0/8',
      })
      .prefault([])
      .describe(
        'The reverse proxies before this server: their X-Forwarded-For, and what they say of certificates, count.',
      ),
    limits: Limits.prefault({}).describe('Bounds on what comes in.'),
    outgoing: Outgoing.prefault({}).describe('Where requests to servers other than Odoo may go.'),
  })
  .transform(({ public_url, trusted_proxies, outgoing, ...rest }) => ({
    ...rest,
    publicUrl: public_url,
    trustedProxies: trusted_proxies,
    allowPrivate: outgoing.allow_private,
  }));
export type ServerSettings = z.output<typeof ServerSettings>;

/** The content of hookdoo.yaml. */
export const Settings = z.strictObject({
  server: ServerSettings.prefault({}).describe('How the server listens.'),
  store: z
    .string()
    .min(1)
    .refine((path) => !path.includes('://'), { error: '`store` must be the path of a file' })
    .prefault('data/hookdoo.db')
    .describe(
      "The SQLite file that keeps deliveries. A relative path starts beside the configuration's folder, not in it.",
    ),
  log: z
    .strictObject({
      level: z
        .enum(['debug', 'info', 'warn', 'error'])
        .prefault('info')
        .describe('The least weighty lines that are written; `debug` shows every call to Odoo.'),
    })
    .prefault({})
    .describe('The log of the program.'),
  keep: z
    .strictObject({
      done: duration().prefault('30d').describe('For deliveries that are done, skipped or repeats.'),
      failed: duration().prefault('90d').describe('For deliveries that failed or were rejected.'),
    })
    .prefault({})
    .describe('How long deliveries are kept. Repeats of one that is no longer kept are not known as such.'),
  connections: Connections.describe(
    'The Odoo servers, by names of your choice. A hook names one with `odoo`, unless there is only one.',
  ),
});
export type Settings = z.output<typeof Settings>;
