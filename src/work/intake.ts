import type { RawRequest } from '../deliveries/delivery.ts';
import type { Item } from '../deliveries/store.ts';
import type { Value } from '../expression/value.ts';
import { type DeliveryKeys, itemsOf, keysOf } from '../hook/delivery-keys.ts';
import type { Hook } from '../hook/hook.ts';
import { type PayloadLimits, readPayload } from '../hook/payload.ts';

/** What a request is stored as: one delivery with its keys, or the items that it is split into. */
export type Intake =
  | { payload: Value; keys: DeliveryKeys; items?: undefined }
  | { items: (Item & { payload: Value })[]; payload?: undefined };

/** Reads and checks a request, before it is stored. Throws RequestError, HookRefused. */
export function intakeOf(request: RawRequest, hook: Hook, limits: PayloadLimits): Intake {
  const { headers, query } = request;
  const payload = payloadOf({ request, isItem: false }, hook, limits);
  const items = itemsOf(hook.keys, { payload, headers, query });
  if (items === undefined) {
    return { payload, keys: keysOf(hook.keys, { payload, headers, query, body: request.body }) };
  }
  return {
    items: items.map((item) => {
      const body = Buffer.from(item.json);
      return { ...item, keys: keysOf(hook.keys, { payload: item.payload, headers, query, body }) };
    }),
  };
}

/** The payload of a delivery, held against the hook's schema unless it is an item of one that was. Throws RequestError. */
export function payloadOf(
  { request, isItem }: { request: RawRequest; isItem: boolean },
  hook: Hook,
  limits: PayloadLimits,
): Value {
  const { method, headers, query, body } = request;
  if (isItem) {
    return readPayload('json', { method: 'POST', contentType: undefined, bytes: body, query }, limits);
  }
  const contentType = headers.find(([name]) => name === 'content-type')?.[1];
  const payload = readPayload(hook.body, { method, contentType, bytes: body, query, headers }, limits);
  hook.checkPayload?.(payload);
  return payload;
}
