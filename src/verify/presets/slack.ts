import type { Preset } from '../preset.ts';

export const slack: Preset = {
  about: 'Slack: events, slash commands',
  verify: {
    scheme: 'hmac',
    header: 'X-Slack-Signature',
    prefix: 'v0=',
    timestamp: { header: 'X-Slack-Request-Timestamp', unit: 's', tolerance: '5m' },
    signed: 'v0:{timestamp}:{body}',
  },
  event: 'payload.event.type or payload.command or payload.type',
  unique: 'payload.event_id or payload.trigger_id',
  answer: 'stored',
  handshake: 'slack',
  // Slack shows what it is answered to the person who typed a command.
  reply: { body: '' },
  waits: '3 s; a few times, with `X-Slack-Retry-Num`',
};
