import assert from 'node:assert/strict';
import { type CommandLine, commandLine } from '../support/command-line.ts';

const HOOK = `
model: res.partner
fetch: {url: "=f'https://api.example.com/people/{payload.id}'", as: person, none: null}
actions:
  - create: res.partner
    if: person
    values: {name: =person.name}
    as: partner
  - attach: partner
    if: person
    name: card.txt
    url: =person.card
  - send: https://hooks.example.com/\${PATH_SECRET}
    json: {name: =person and person.name, token: "\${PATH_SECRET}"}
`;

const TESTS = `
tests:
  - name: passes
    payload: {id: 7}
    fetch:
      - {url: "https://api.example.com/people/7", answer: {name: Ada, card: "https://cdn.example.com/a"}}
      - {url: "https://cdn.example.com/a", answer: Ada's card}
    expect:
      - {create: res.partner, values: {name: Ada}}
      - create: ir.attachment
        values: {name: card.txt, res_model: res.partner, res_id: 1004, datas: (https://cdn.example.com/a)}
      - {send: "https://hooks.example.com/\${PATH_SECRET}", json: {name: Ada, token: "\${PATH_SECRET}"}}
  - name: differs
    payload: {id: 8}
    fetch:
      - {url: "https://api.example.com/people/8", status: 404}
      - {url: "https://api.example.com/people/9", status: 404}
    expect:
      - {send: "https://hooks.example.com/other", json: {name: Ada}}
  - name: not given
    payload: {id: 7}
`;

describe('the command line, with a hook that asks other servers', () => {
  let line: CommandLine;
  const variables = { PATH_SECRET: 'very-private' };

  before(() => {
    line = commandLine({ person: HOOK + TESTS });
    line.write('seven.json', '{"id": 7}');
    line.write('ten.json', '{"id": 10}');
    line.write('ada.json', '{"name": "Ada", "card": "https://cdn.example.com/b"}');
  });
  after(() => line.remove());

  it('takes the answers of a test, and compares what would be sent', async () => {
    const { code, stdout } = await line.run(['test'], { variables });

    assert.equal(code, 1);
    assert.deepEqual(
      stdout
        .replaceAll(/ {2}config.*|config\/hooks\/person.yaml/g, '')
        .replace(/webhook-id="\w+"/, 'webhook-id="ID"')
        .trim()
        .split('\n'),
      [
        '✗ person: differs',
        '    call 1: expected POST https://hooks.example.com/other {"name": "Ada"}',
        '                 got POST https://hooks.example.com/(hidden) {"name": null, "token": "(hidden)"} webhook-id="ID"',
        '    fetch: nothing asked for https://api.example.com/people/9',
        '✗ person: not given',
        '    answer.status: expected 200, got 422',
        '    because: :3:1: the test has no answer to a GET of https://api.example.com/people/7: give one under `fetch`',
        '1 passed, 2 failed',
      ],
    );
  });

  it('asks no server in a dry run: a test or a file has the answer, or it says what is missing', async () => {
    const asTest = await line.run(['dry-run', 'person', 'seven.json'], { variables });
    const asFile = await line.run(['dry-run', 'person', 'ten.json', '--fetched', 'ada.json'], { variables });
    const without = await line.run(['dry-run', 'person', 'ten.json'], { variables: { ...variables, NO_COLOR: '1' } });

    assert.deepEqual([asTest.code, asFile.code, without.code], [0, 0, 2]);
    assert.match(asTest.stdout, / {2}read {4}GET https:\/\/api\.example\.com\/people\/7\n {10}→ {"name": "Ada", /);
    assert.match(asFile.stdout, /"datas": "\(https:\/\/cdn\.example\.com\/b\)"/);
    assert.match(
      asFile.stdout,
      /POST https:\/\/hooks\.example\.com\/\(hidden\) {"name": "Ada", "token": "\(hidden\)"}/,
    );
    assert.match(asFile.stdout, /\(only a real call could tell the answer; None stands for it\)/);
    assert.match(
      without.stderr,
      /would fetch https:\/\/api\.example\.com\/people\/10: --fetched FILE gives the answer/,
    );
    assert.doesNotMatch(asTest.stdout + asFile.stdout, /very-private/);
  });
});
