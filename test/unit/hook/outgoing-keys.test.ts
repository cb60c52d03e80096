import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../../../src/config/load.ts';
import { tempFolder } from '../../support/temp-folder.ts';

/** The faults of a hook file, each as `line:column: message`. */
async function faultsOf(text: string): Promise<string[]> {
  const temp = tempFolder();
  try {
    mkdirSync(path.join(temp.folder, 'hooks'));
    writeFileSync(path.join(temp.folder, 'hookdoo.yaml'), 'connections: {odoo: {url: sandbox}}\n');
    writeFileSync(path.join(temp.folder, 'hooks/hook.yaml'), text);
    const loaded = await loadConfig(temp.folder, { variables: { KEY: 'not-base64' }, configFolder: undefined });
    const problems = 'problems' in loaded ? loaded.problems : [];
    return problems.map(({ line, column, message }) => `${line}:${column}: ${message}`);
  } finally {
    temp.remove();
  }
}

describe('the check of requests to other servers', () => {
  it('finds the faults of fetch, and where a document is not known yet', async () => {
    const faults = await faultsOf(`model: res.partner
fetch:
  - {url: https://api.example.com/a, as: a}
  - {url: "=f'https://api.example.com/{b.id}'", as: b}
  - {url: =record.url, as: a}
  - {url: ftp://example.com/}
unique: a.id
context: {lang: =a.lang}
when: b.ready and fetchd
actions:
  - run: log(a, b, fetched)
`);

    assert.deepEqual(faults, [
      "4:40: name 'b' is not defined, did you mean 'a'?",
      "5:12: name 'record' is not defined",
      '5:28: another document is called `a` already: give this one another name with `as`',
      '6:11: this begins with another word than http or https; it must be such as https://api.example.com/orders',
      "7:9: name 'a' is not defined",
      "8:18: name 'a' is not defined",
      "9:19: name 'fetchd' is not defined, did you mean 'fetched'?",
    ]);
  });

  it('finds the faults of the keys of fetch', async () => {
    const faults = await faultsOf(`model: res.partner
fetch: {ulr: https://api.example.com/, cache: 5, headers: {X-Key: 7}}
actions:
  - run: pass
`);

    assert.deepEqual(faults, [
      '2:1: `url` is missing',
      '2:9: unknown key `ulr`; did you mean `url`? allowed: url, headers, basic, as, if, cache, none, timeout',
      '2:47: `cache` must be text: put it in quotes',
      '2:67: `X-Key` must be text: put it in quotes',
    ]);
  });

  it('finds the faults of attach and send', async () => {
    const faults = await faultsOf(`model: res.partner
actions:
  - attach: record
    name: a.pdf
  - attach: record
    name: a.pdf
    text: a
    url: https://ann:pw@example.com/
  - send: nowhere
    json: {a: =nope}
    record: record
  - send: https://example.com/
    json: 1
    sign: {secret: "\${KEY}", header: X-Sign}
  - send: https://example.com/
    json: 1
    sign: {scheme: hmac, secret: [a, b]}
`);

    assert.deepEqual(faults, [
      '3:5: give `content`, `text` or `url`, one of the three',
      '5:5: give `content`, `text` or `url`, one of the three',
      '8:10: this has a user or password in it, which would be written wherever the URL is; it must be such as https://api.example.com/orders',
      '9:5: give `json` or `record`, one of the two',
      '9:11: this is no URL; it must be such as https://api.example.com/orders',
      '14:20: a secret of Standard Webhooks is Base64, such as whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw (filled in from KEY)',
      '14:38: `header` is for `scheme: hmac`: Standard Webhooks says it by itself',
      '17:5: `hmac` needs `header`: the header that takes the signature',
      '17:26: `hmac` has one secret',
    ]);
  });
});
