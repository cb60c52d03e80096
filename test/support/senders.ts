import { createPublicKey, createSign } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { type Draft, withHeader } from '../../src/verify/draft.ts';
import { BUILT_IN } from '../../src/verify/presets/index.ts';
import type { Scheme } from '../../src/verify/scheme.ts';
import { signRequest } from '../../src/verify/verifier.ts';

const FOLDER = path.join(import.meta.dirname, 'senders');

const Keys = z.strictObject({
  event: z.string().optional(),
  unique: z.string().optional(),
  order: z.string().optional(),
  version: z.string().optional(),
});

/** A request as one kind of sender makes it, and what must come of it. */
const Sample = z.strictObject({
  /** What the hook gives beside the preset. */
  verify: z.record(z.string(), z.string()),
  headers: z.record(z.string(), z.string()),
  /** JSON; or the fields of a form, or a text, as it is sent. */
  body: z.union([
    z.strictObject({ form: z.record(z.string(), z.string()) }),
    z.strictObject({ text: z.string() }),
    z.record(z.string(), z.unknown()),
    z.array(z.unknown()),
  ]),
  /** The keys of each delivery; `(digest)` stands for the hash of its body. */
  expect: z.array(Keys),
  /** A text in the body whose first character is changed; `header`: the token in the header is. */
  tamper: z.string().optional(),
  /** What is signed with the private key of the sender. */
  rsa: z.strictObject({ header: z.string(), parts: z.array(z.string()) }).optional(),
  reply: z.strictObject({ type: z.string().nullable(), body: z.string() }).optional(),
});
export type Sample = z.output<typeof Sample> & { preset: string };

function pem(name: string): string {
  return readFileSync(path.join(FOLDER, name), 'utf8');
}

/** The certificate of the senders in tests (of `.paypal.com`), and that of the authority that issued it. */
export const CERTIFICATE = pem('certificate.pem');
export const AUTHORITY = pem('authority.pem');
const PRIVATE_KEY = pem('private-key.pem');
/** The public key of the same. */
export const PUBLIC_KEY = createPublicKey(CERTIFICATE).export({ type: 'spki', format: 'pem' }).toString();

/** One sample for each preset, made for these tests in the shape in which its sender writes. */
export const SAMPLES: readonly Sample[] = readdirSync(FOLDER)
  .filter((file) => file.endsWith('.json'))
  .map((file) => {
    const sample = Sample.parse(JSON.parse(pem(file)));
    const verify = Object.entries(sample.verify).map(([key, value]) => [
      key,
      value === 'PUBLIC KEY' ? PUBLIC_KEY : value,
    ]);
    return { ...sample, verify: Object.fromEntries(verify), preset: file.replace('.json', '') };
  });

/** A hook that notes what it was told in a contact of its own. */
export function hookOf({ preset, verify }: Sample): string {
  const own = { preset, ...verify };
  return `
model: res.partner
${isSecretUrl(preset, verify) ? `secret: secret-of-${preset}-for-tests` : `path: p/${preset}`}
verify: ${JSON.stringify(own)}
actions:
  - create: res.partner
    values: {name: =delivery.event or 'no event', ref: '${preset}', comment: =json.dumps(payload)}
`;
}

/** Whether the secret of such a hook's URL is all that says who sent it. */
export function isSecretUrl(preset: string, verify: Sample['verify']): boolean {
  const { verify: tree } = BUILT_IN[preset] ?? {};
  return JSON.stringify(tree).includes('secret_url') && Object.keys(verify).length === 0;
}

/** The body's bytes. A number too large for JavaScript is written as it stands in the sample. */
export function bodyOf({ preset, body }: Sample): Buffer {
  if ('form' in body && typeof body.form === 'object' && body.form !== null) {
    const form = z.record(z.string(), z.string()).parse(body.form);
    return Buffer.from(new URLSearchParams(form).toString());
  }
  if ('text' in body && typeof body.text === 'string') {
    return Buffer.from(body.text);
  }
  const source = pem(`${preset}.json`);
  const json = JSON.stringify(z.object({ body: z.unknown() }).parse(JSON.parse(source, keepNumber)).body);
  return Buffer.from(json);
}

function keepNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && context?.source !== undefined ? JSON.rawJSON(context.source) : value;
}

/** The request of a sample, signed. */
export function signedRequest(sample: Sample, scheme: Scheme, url: string, now = Date.now()): Draft {
  const draft: Draft = { method: 'POST', url, headers: Object.entries(sample.headers), body: bodyOf(sample) };
  if (sample.rsa !== undefined) {
    return withHeader(draft, sample.rsa.header, signRsa(sample.rsa.parts, draft));
  }
  return signRequest(scheme, draft, now) ?? draft;
}

function signRsa(parts: readonly string[], { headers, body }: Draft): string {
  const values: Record<string, string> = {
    ...Object.fromEntries(headers),
    crc32: String(crc32(body)),
    body: Buffer.from(body).toString('utf8'),
    body_base64: Buffer.from(body).toString('base64'),
  };
  const text = parts.map((part) => values[part] ?? part).join('|');
  return createSign('RSA-SHA256').update(text).sign(PRIVATE_KEY, 'base64');
}

/** The request with one byte of what is signed changed, or of the token. */
export function tampered({ tamper }: Sample, request: Draft): Draft {
  if (tamper === 'header') {
    const headers = request.headers.map(([name, value]): [string, string] =>
      /^(authorization|x-gitlab-token|x-clover-auth)$/i.test(name) ? [name, `${value.slice(0, -1)}~`] : [name, value],
    );
    return { ...request, headers };
  }
  const at = tamper === undefined ? Math.floor(request.body.length / 2) : Buffer.from(request.body).indexOf(tamper);
  const body = Uint8Array.from(request.body);
  body[at] = (body[at] ?? 0) ^ 1;
  return { ...request, body };
}
