import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { loadConfig } from '../../src/config/load.ts';
import type { Draft } from '../../src/verify/draft.ts';
import { BUILT_IN } from '../../src/verify/presets/index.ts';
import type { Scheme } from '../../src/verify/scheme.ts';
import type { Random } from '../python/random.ts';
import { SAMPLES, type Sample, signedRequest } from '../support/senders.ts';
import { tempFolder } from '../support/temp-folder.ts';
import { secretOf } from './hooks.ts';
import { form, jsonMap, noise } from './values.ts';

export const PUBLIC_URL = 'https://hooks.example.com';

/** The senders whose keys are not fetched from elsewhere. */
const LOCAL = SAMPLES.filter(({ preset }) => !/"(key_at|certificate)"/.test(JSON.stringify(BUILT_IN[preset]?.verify)));

/** A hook for each kind of sender, by name. */
export const SENDER_HOOKS: Record<string, string> = Object.fromEntries(
  LOCAL.map((sample) => {
    const { preset, verify } = sample;
    const address = hasPath(sample) ? `path: from/${preset}` : `secret: ${secretOf(preset)}`;
    const own = JSON.stringify({ preset, ...verify });
    return [
      `from-${preset}`,
      `model: res.partner\n${address}\nverify: ${own}\nactions:\n  - run: text = str(payload)\n`,
    ];
  }),
);

/** Makes the requests of senders, signed as they sign them. */
export class Senders {
  readonly #schemes: ReadonlyMap<string, Scheme>;

  private constructor(schemes: ReadonlyMap<string, Scheme>) {
    this.#schemes = schemes;
  }

  static async load(): Promise<Senders> {
    const temp = tempFolder();
    try {
      mkdirSync(path.join(temp.folder, 'hooks'));
      const settings = `server: {public_url: ${PUBLIC_URL}}\nconnections: {odoo: {url: sandbox}}\n`;
      writeFileSync(path.join(temp.folder, 'hookdoo.yaml'), settings);
      for (const [name, text] of Object.entries(SENDER_HOOKS)) {
        writeFileSync(path.join(temp.folder, 'hooks', `${name}.yaml`), text);
      }
      const loaded = await loadConfig(temp.folder, { variables: {}, configFolder: undefined });
      assert.ok('config' in loaded, JSON.stringify('problems' in loaded && loaded.problems));
      return new Senders(new Map(loaded.config.hooks.flatMap(({ name, verify }) => (verify ? [[name, verify]] : []))));
    } finally {
      temp.remove();
    }
  }

  /** A request as its sender makes it, or with `body` in place of its own, signed; as Latin-1. */
  request(random: Random, body?: string): string {
    const sample = random.pick(LOCAL);
    const { preset } = sample;
    const scheme = this.#schemes.get(`from-${preset}`);
    assert.ok(scheme, preset);
    const address = hasPath(sample) ? `/hook/from/${preset}` : `/web/hook/${secretOf(preset)}`;
    const draft = signed(sample, scheme, `${PUBLIC_URL}${address}`, body);
    const { pathname, search } = new URL(draft.url);
    const bytes = Buffer.from(draft.body).toString('latin1');
    const head = [...draft.headers, ['Host', 'x'], ['Content-Length', String(bytes.length)], ['Connection', 'close']];
    const lines = head.map(([name, value]) => `${name}: ${value}`).join('\r\n');
    return `${draft.method} ${pathname}${search} HTTP/1.1\r\n${lines}\r\n\r\n${bytes}`;
  }
}

function signed(sample: Sample, scheme: Scheme, url: string, body: string | undefined): Draft {
  if (body === undefined) {
    return signedRequest(sample, scheme, url);
  }
  try {
    return signedRequest({ ...sample, body: { text: body } }, scheme, url);
  } catch {
    // What is signed is read from the body, and there is nothing in this one.
    return { ...signedRequest(sample, scheme, url), body: Buffer.from(body) };
  }
}

/** A body that its sender does not send. */
export function strangeBody(random: Random): string {
  return random.pick([
    () => jsonMap(random),
    () => form(random),
    () => noise(random, 200),
    () => xml(random),
    () => `payload=${encodeURIComponent(jsonMap(random))}`,
  ])();
}

function xml(random: Random): string {
  const pieces = [
    '<?xml version="1.0"?>',
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>',
    '<!ENTITY e SYSTEM "file:///etc/passwd">',
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/">',
    '<soapenv:Body>',
    '<notifications xmlns="http://soap.sforce.com/2005/09/outbound">',
    '<Notification>',
    '<Id>&b;&#0;&#x110000;&lt;</Id>',
    '</Notification>',
    '</notifications>',
    '</soapenv:Body></soapenv:Envelope>',
    '<![CDATA[ ]]>',
    '<!-- -- -->',
    '<__proto__>x</__proto__>',
    '<a'.repeat(50),
    '<a>'.repeat(300),
    '&',
    '<',
  ];
  return Array.from({ length: random.integer(1, 12) }, () => random.pick(pieces)).join('');
}

/** Senders that sign nothing are known by a secret URL. */
function hasPath({ preset, verify }: Sample): boolean {
  const signsNothing = JSON.stringify(BUILT_IN[preset]?.verify).includes('secret_url');
  return !(signsNothing && Object.keys(verify).length === 0);
}
