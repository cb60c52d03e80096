import { Dict } from '../../src/expression/dict.ts';
import type { Hook } from '../../src/hook/hook.ts';
import { DEFAULT_RETRY } from '../../src/hook/retry-key.ts';

/** A hook that does nothing, with `changes` to it: for tests of what surrounds a hook. */
export function plainHook(name: string, changes: Partial<Hook> = {}): Hook {
  return {
    name,
    file: `hooks/${name}.yaml`,
    description: undefined,
    enabled: true,
    connection: 'main',
    model: 'res.partner',
    methods: ['POST'],
    secret: undefined,
    path: undefined,
    verify: undefined,
    handshakes: [],
    reply: undefined,
    uniqueFor: undefined,
    body: 'auto',
    rate: undefined,
    checkPayload: undefined,
    answer: 'done',
    keys: {
      event: undefined,
      digest: false,
      headers: { event: [], unique: [] },
      unique: undefined,
      order: undefined,
      version: undefined,
      split: undefined,
    },
    retry: DEFAULT_RETRY,
    repeat: false,
    undo: false,
    fetches: { beforeWhen: [], afterWhen: [] },
    secrets: [],
    onFailed: undefined,
    batch: true,
    deeds: [],
    when: undefined,
    target: () => Promise.reject(new Error('this hook has no target')),
    hasTarget: false,
    steps: [],
    contextOf: () => Dict.from([]),
    used: new Set(),
    mentioned: new Set(),
    logCalls: true,
    redact: [],
    tests: [],
    ...changes,
  };
}
