import assert from 'node:assert/strict';
import { type RunningApp, runApp } from '../support/run-app.ts';

const ENDLESS: Record<string, string> = {
  loop: 'while True:\n    pass',
  memory: "x = 'x' * 10 ** 9",
  digits: 'x = 10 ** 10 ** 10',
  recursion: 'def f(n):\n    return f(n + 1)\nf(0)',
  range: 'x = sorted(range(10 ** 9))',
  list: 'x = [0]\nwhile True:\n    x = x + x',
  'caught-loop': 'try:\n    while True:\n        pass\nexcept Exception:\n    pass',
};

describe('code that would not end', () => {
  let running: RunningApp;

  before(async () => {
    const files = Object.entries(ENDLESS).map(([name, code]) => {
      const indented = code.replaceAll(/^/gm, '      ');
      return [`hooks/${name}.yaml`, `model: res.partner\nactions:\n  - run: |\n${indented}\n`];
    });
    const good = 'model: res.partner\nactions:\n  - create: res.partner\n    values: {name: =payload.name}\n';
    running = await runApp({ ...Object.fromEntries(files), 'hooks/good.yaml': good });
  });
  after(() => running.stop());

  for (const name of Object.keys(ENDLESS)) {
    it(`is stopped at a bound, and another hook goes on: ${name}`, async () => {
      const [stopped, good] = await Promise.all([running.post(name, {}), running.post('good', { name })]);

      assert.equal(stopped.status, 422);
      const { code, message } = stopped.body as Record<string, string>;
      assert.equal(code, 'limit');
      assert.match(message ?? '', /^stopped/);
      assert.equal(good.status, 200);
      const { reason } = (await running.app.store.list({ hook: name, limit: 1 }))[0] ?? {};
      assert.match(reason ?? '', new RegExp(`${name}\\.yaml:\\d+:\\d+: stopped`));
    });
  }
});
