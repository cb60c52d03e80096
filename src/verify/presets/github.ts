import type { Preset } from '../preset.ts';

export const github: Preset = {
  about: 'GitHub: issues, pull requests, pushes, releases',
  verify: { scheme: 'hmac', header: 'X-Hub-Signature-256', prefix: 'sha256=' },
  event:
    "f\"{headers.get('x-github-event')}.{payload.action}\" if payload.get('action') else headers.get('x-github-event')",
  unique: "headers.get('x-github-delivery')",
  answer: 'stored',
  handshake: 'github',
  waits: '10 s; never again by itself, by hand for 3 days',
  unsure: ['that GitHub waits 10 s and sends nothing again: only others say so', 'the ping event'],
};
