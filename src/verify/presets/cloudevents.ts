import type { Preset } from '../preset.ts';

export const cloudevents: Preset = {
  about: 'CloudEvents over HTTP, structured or binary',
  verify: [{ scheme: 'token' }, { scheme: 'secret_url' }],
  body: 'cloudevents',
  event: 'payload.type',
  unique: "f'{payload.source}:{payload.id}' if payload.id else None",
  order_key: "f'{payload.source}:{payload.subject}' if payload.subject else None",
  answer: 'stored',
  handshake: 'cloudevents',
};
