import type { Preset } from '../preset.ts';

export const gitlab: Preset = {
  about: 'GitLab: issues, merge requests, pushes, pipelines',
  verify: [{ scheme: 'standard_webhooks' }, { scheme: 'token', header: 'X-Gitlab-Token' }],
  event: "headers.get('x-gitlab-event')",
  unique: "headers.get('idempotency-key') or headers.get('webhook-id') or headers.get('x-gitlab-event-uuid')",
  answer: 'stored',
  waits: '10 s',
  unsure: ['when GitLab disables a webhook that fails', 'the header x-gitlab-event-uuid'],
};
