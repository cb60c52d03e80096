import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { checkShape } from '../../../src/hook/issue.ts';
import { withHeader } from '../../../src/verify/draft.ts';
import { decode } from '../../../src/verify/signature/encoding.ts';
import { compileVerify } from '../../../src/verify/verifier.ts';
import { VerifyTree } from '../../../src/verify/verify-key.ts';
import { draft, presetScheme, refusal, schemeOf } from '../../support/scheme-of.ts';

const HMAC = { scheme: 'hmac', header: 'X-Signature', secret: 's1' };
const BODY = '{"id":1}';

function hex(secret: string, text = BODY): string {
  return createHmac('sha256', secret).update(text).digest('hex');
}

function base64(secret: string, text = BODY): string {
  return createHmac('sha256', secret).update(text).digest('base64');
}

function withSignature(signature: string) {
  return draft({ body: BODY, headers: [['X-Signature', signature]] });
}

/** The faults of a `verify` as people read them. */
function faults(tree: unknown, changes: Partial<Parameters<typeof compileVerify>[1]> = {}): string[] {
  const checked = checkShape(VerifyTree, tree);
  if ('issues' in checked) {
    return checked.issues.map(({ path, message }) => [...path, message].join(': '));
  }
  const surroundings = { publicUrl: undefined, trustedProxies: [], secretUrl: false, ...changes };
  return compileVerify(checked.value, surroundings).faults.map(({ path, message }) => [...path, message].join(': '));
}

describe('signatures', () => {
  it('are read exactly: junk, other lengths and unclean Base64 are no signature', () => {
    const bytes = Buffer.from('any 32 bytes that make a digest.');

    assert.deepEqual(decode(bytes.toString('hex'), 'hex'), bytes);
    assert.deepEqual(decode(bytes.toString('hex').toUpperCase(), 'hex'), bytes);
    assert.deepEqual(decode(bytes.toString('base64'), 'either'), bytes);
    for (const wrong of ['', 'zz', 'abc', 'Aa', `${bytes.toString('hex')} `, `${bytes.toString('hex')}g0`]) {
      assert.equal(decode(wrong, 'hex'), undefined, wrong);
    }
    const text = bytes.toString('base64');
    for (const wrong of [
      '',
      '!',
      `${text}\n`,
      `!${text}`,
      text.replace('=', ''),
      `${text}AA`,
      'YW55IDMyIGJ5dGVzIHRoYXQgbWFrZSBhIGRpZ2VzdC5=',
    ]) {
      assert.equal(decode(wrong, 'base64'), undefined, wrong);
    }
  });

  it('of another length are refused, and nothing is thrown (33 bytes in 44 characters)', async () => {
    const scheme = schemeOf({ ...HMAC, encoding: 'base64' });

    const refused = await refusal(scheme, withSignature(Buffer.alloc(33, 7).toString('base64')));

    assert.match(refused ?? '', /does not match/);
  });

  it('say what is wrong in the log alone', async () => {
    const scheme = schemeOf(HMAC);

    assert.equal(await refusal(scheme, draft({ body: BODY })), 'the header X-Signature is missing');
    assert.equal(await refusal(scheme, withSignature('what?')), 'the signature is not written in hex');
    assert.equal(
      await refusal(scheme, withSignature(hex('s2'))),
      'the signature does not match: a wrong secret, or the body was changed on its way',
    );
    const square = presetScheme('square', { secret: 's1' }, { publicUrl: 'https://hooks.example.com' });
    assert.match(
      (await refusal(square, draft({ headers: [['x-square-hmacsha256-signature', base64('s1')]] }))) ?? '',
      /or the sender calls another address than https:\/\/hooks\.example\.com\/hook\/test$/,
    );
  });

  it('in a header that was sent twice are refused', async () => {
    const scheme = schemeOf(HMAC);
    const request = withSignature(hex('s1'));

    const refused = await refusal(scheme, { ...request, headers: [...request.headers, ['x-signature', hex('s1')]] });

    assert.equal(refused, 'the header X-Signature was sent 2 times');
  });

  it('hold by any of several secrets, and any of several signatures', async () => {
    const scheme = presetScheme('stripe', { secrets: ['new', 'old'] });
    const now = 1_000_000_000_000;
    const request = (header: string) => draft({ body: BODY, headers: [['Stripe-Signature', header]] });
    const sign = (secret: string) => hex(secret, `1000000000.${BODY}`);

    assert.equal(await refusal(scheme, request(`t=1000000000,v1=${sign('old')}`), { now }), undefined);
    assert.equal(await refusal(scheme, request(`t=1000000000,v1=${sign('x')},v1=${sign('new')}`), { now }), undefined);
    assert.match((await refusal(scheme, request(`t=1000000000,v0=${sign('new')}`), { now })) ?? '', /0 signatures/);
    assert.match((await refusal(scheme, request(`t=1000000000,v1=${sign('x')}`), { now })) ?? '', /does not match/);
  });

  it('over the URL take it as it was given, or as `public_url` and the path, also behind a path of a proxy', async () => {
    const tree = { ...HMAC, signed: '{url}' };
    const url = 'https://hooks.example.com/hook/test?a=1';
    const cases: [object, string | undefined, string][] = [
      [{}, 'https://hooks.example.com', 'https://hooks.example.com/hook/test?a=1'],
      [{}, 'https://example.com/bridge', 'https://example.com/bridge/hook/test?a=1'],
      [{ url: 'https://shop.example.com/in' }, 'https://hooks.example.com', 'https://shop.example.com/in?a=1'],
      [{ url: 'https://shop.example.com' }, undefined, 'https://shop.example.com?a=1'],
      [{ url: 'https://shop.example.com/in?b=2' }, undefined, 'https://shop.example.com/in?b=2'],
    ];

    for (const [more, publicUrl, signed] of cases) {
      const scheme = schemeOf({ ...tree, ...more }, { publicUrl });
      const request = draft({ url, body: BODY, headers: [['X-Signature', hex('s1', signed)]] });
      assert.equal(await refusal(scheme, request), undefined, signed);
    }
  });

  it('with a timestamp that is no time, or none, are refused', async () => {
    const scheme = presetScheme('slack', { secret: 's1' });
    const signed = scheme.sign?.(draft({ body: BODY }), Date.now());
    assert.ok(signed);
    const [, ...others] = signed.headers;

    for (const time of ['', ' ', 'NaN', '1e9', '0x10', '-1', '9'.repeat(20)]) {
      const refused = await refusal(scheme, withHeader(signed, 'X-Slack-Request-Timestamp', time));
      assert.match(refused ?? '', /timestamp/, time);
    }
    assert.match((await refusal(scheme, { ...signed, headers: others })) ?? '', /timestamp is missing/);
  });

  it('of a number are over the digits that were sent', async () => {
    const scheme = schemeOf({ ...HMAC, signed: '{json:id}|{json:n}|{json:ok}' });
    const body = '{"id":820982911946154508,"n":1.50,"ok":true}';

    const request = draft({ body, headers: [['X-Signature', hex('s1', '820982911946154508|1.50|true')]] });

    assert.equal(await refusal(scheme, request), undefined);
    const map = draft({ ...request, body: body.replace('1.50', '{"rawJSON":"1.50"}') });
    assert.match((await refusal(scheme, map)) ?? '', /n is missing in the body/);
  });

  it('over forms of very many fields are refused', async () => {
    const scheme = presetScheme('twilio', { secret: 's1' }, { publicUrl: 'https://hooks.example.com' });

    const refused = await refusal(
      scheme,
      draft({ body: 'a=1&'.repeat(20_000), headers: [['X-Twilio-Signature', base64('s1')]] }),
    );

    assert.equal(refused, 'the form has too many fields to be sorted for a signature');
  });

  it('in bodies that are hostile JSON are refused', async () => {
    const scheme = presetScheme('zettle', { secret: 's1' });
    const deep = '['.repeat(50_000);
    const wide = `{"timestamp":"x","payload":"y","n":[${'1,'.repeat(200_000)}1]}`;

    for (const body of [
      deep,
      wide,
      `${deep}${']'.repeat(50_000)}`,
      '{"__proto__":{"timestamp":"x","payload":"y"}}',
      '[]',
      '1',
      '\ud800',
    ]) {
      const refused = await refusal(scheme, draft({ body, headers: [['X-iZettle-Signature', hex('s1', 'x.y')]] }));
      assert.notEqual(refused, undefined, body.slice(0, 20));
    }
  });
});

describe('schemes together', () => {
  const ip = { scheme: 'ip', addresses: ['203.0.113.0/24', '2001:db8::/32'] };

  it('must all hold with `all`, and one with `any`', async () => {
    const all = schemeOf({ all: [HMAC, ip] });
    const any = schemeOf({ any: [HMAC, ip] });
    const signed = withSignature(hex('s1'));
    const unsigned = withSignature(hex('s2'));

    assert.equal(await refusal(all, signed, { address: '203.0.113.9' }), undefined);
    assert.match((await refusal(all, signed, { address: '198.51.100.1' })) ?? '', /address 198\.51\.100\.1 is none/);
    assert.match((await refusal(all, unsigned, { address: '203.0.113.9' })) ?? '', /does not match/);
    assert.equal(await refusal(any, signed, { address: '198.51.100.1' }), undefined);
    assert.equal(await refusal(any, unsigned, { address: '203.0.113.9' }), undefined);
    assert.match((await refusal(any, unsigned, { address: '198.51.100.1' })) ?? '', /does not match.*; or the address/);
  });

  it('are signed for where one needs nothing in the request: with all, and for the first of any that needs something', async () => {
    const certificate = { scheme: 'client_certificate', headers: { 'X-Client-Verify': 'SUCCESS' } };
    const request = draft({ body: BODY });
    const surroundings = { trustedProxies: ['10.0.0.1'] };

    for (const tree of [{ all: [ip, HMAC] }, { any: [ip, certificate, HMAC] }]) {
      const signed = schemeOf(tree, surroundings).sign?.(request, Date.now());
      assert.ok(signed);
      assert.equal(await refusal(schemeOf(tree, surroundings), signed, { address: '203.0.113.9' }), undefined);
      assert.deepEqual(signed.headers, [['X-Signature', hex('s1')]]);
    }
    assert.equal(schemeOf({ any: [ip, certificate] }, surroundings).sign?.(request, Date.now()), request);
  });

  it('let everybody in only where `none` is written out', async () => {
    assert.equal(await refusal(schemeOf('none'), draft()), undefined);
    assert.deepEqual(faults({}), ['`verify` must be a map with `preset` or `scheme`, or the word none']);
  });
});

describe('the address of a sender', () => {
  const proxied = { scheme: 'ip', addresses: ['203.0.113.7'] };
  const trustedProxies = ['127.0.0.1', '10.0.0.0/8', '::1'];

  async function comes(address: string, forwarded: string[], trusted = trustedProxies): Promise<boolean> {
    const headers = forwarded.map((value): [string, string] => ['X-Forwarded-For', value]);
    return (
      (await refusal(schemeOf(proxied, { trustedProxies: trusted }), draft({ headers }), { address })) === undefined
    );
  }

  it('is that of the connection, as IPv4 or IPv6', async () => {
    assert.equal(await comes('203.0.113.7', []), true);
    assert.equal(await comes('::ffff:203.0.113.7', []), true);
    assert.equal(await comes('203.0.113.8', []), false);
  });

  it('behind a trusted proxy is the last one in X-Forwarded-For that is no proxy', async () => {
    assert.equal(await comes('127.0.0.1', ['203.0.113.7']), true);
    assert.equal(await comes('::1', ['203.0.113.7, 10.1.2.3']), true);
    assert.equal(await comes('127.0.0.1', ['198.51.100.1', '203.0.113.7']), true);
    assert.equal(await comes('127.0.0.1', ['203.0.113.7, 198.51.100.1']), false);
    assert.equal(await comes('127.0.0.1', ['203.0.113.7:4711']), true);
    assert.equal(await comes('127.0.0.1', ['nonsense']), false);
  });

  it('is not what a stranger says it is', async () => {
    assert.equal(await comes('198.51.100.1', ['203.0.113.7']), false);
    assert.equal(await comes('127.0.0.1', ['203.0.113.7'], []), false);
  });
});

describe('a client certificate', () => {
  const tree = {
    scheme: 'client_certificate',
    headers: { 'X-Client-Verify': 'SUCCESS', 'X-Client-DN': ['CN=a', 'CN=b'] },
  };
  const scheme = schemeOf(tree, { trustedProxies: ['10.0.0.0/8'] });
  const request = (verify: string, dn: string) =>
    draft({
      headers: [
        ['X-Client-Verify', verify],
        ['X-Client-DN', dn],
      ],
    });

  it('is what a trusted proxy says of it', async () => {
    assert.equal(await refusal(scheme, request('SUCCESS', 'CN=b'), { address: '10.0.0.1' }), undefined);
    assert.match((await refusal(scheme, request('FAILED', 'CN=b'), { address: '10.0.0.1' })) ?? '', /X-Client-Verify/);
    assert.match((await refusal(scheme, request('SUCCESS', 'CN=c'), { address: '10.0.0.1' })) ?? '', /X-Client-DN/);
    assert.match((await refusal(scheme, draft(), { address: '10.0.0.1' })) ?? '', /is missing/);
    assert.match((await refusal(scheme, request('SUCCESS', 'CN=b'), { address: '192.0.2.1' })) ?? '', /trusted proxy/);
  });

  it('is known from a trusted proxy alone', () => {
    assert.deepEqual(faults(tree), [
      'a certificate is known from the reverse proxy alone: list it in `server.trusted_proxies`',
    ]);
  });
});

describe('tokens', () => {
  it('stand in a header, with Bearer before them where none is named, in the query or in the body', async () => {
    const bearer = schemeOf({ scheme: 'token', tokens: ['new', 'old'] });
    const query = schemeOf({ scheme: 'token', query: 'key', token: 't 1' });
    const json = schemeOf({ scheme: 'token', json: 'auth.token', token: 't1' });

    assert.equal(await refusal(bearer, draft({ headers: [['Authorization', 'bearer old']] })), undefined);
    assert.match((await refusal(bearer, draft({ headers: [['Authorization', 'old']] }))) ?? '', /is another one/);
    assert.match((await refusal(bearer, draft())) ?? '', /is missing \(Authorization\)/);
    assert.equal(await refusal(query, draft({ url: 'https://x/hook/test?key=t+1' })), undefined);
    assert.match((await refusal(query, draft({ url: 'https://x/hook/test?key=t+1&key=t+1' }))) ?? '', /2 times/);
    assert.equal(await refusal(json, draft({ body: '{"auth":{"token":"t1"}}' })), undefined);
    assert.match((await refusal(json, draft({ body: '{"auth":{"token":["t1"]}}' }))) ?? '', /is missing/);
  });

  it('are put into a body that has none of them; one that has stays as it is', async () => {
    const json = schemeOf({ scheme: 'token', json: 'auth.token', tokens: ['new', 'old'] });
    const without = draft({ body: '{"id":820982911946154508,"auth":{"token":"x"}}' });
    const withOld = draft({ body: '{"auth":  {"token": "old"}}' });

    const signed = json.sign?.(without, Date.now());

    assert.equal(Buffer.from(signed?.body ?? []).toString(), '{"id":820982911946154508,"auth":{"token":"new"}}');
    assert.equal(json.sign?.(withOld, Date.now()), withOld);
  });

  it('are hidden wherever they stand', () => {
    assert.deepEqual(schemeOf({ scheme: 'token', header: 'X-Pin', token: 't' }).hides, ['headers.X-Pin']);
    assert.deepEqual(schemeOf({ scheme: 'token', query: 'pin', token: 't' }).hides, ['query.pin']);
    assert.deepEqual(schemeOf({ scheme: 'token', json: 'a.pin', token: 't' }).hides, ['payload.a.pin']);
  });
});

describe('faults in `verify`', () => {
  it('are told when the configuration is loaded', () => {
    assert.deepEqual(faults({ ...HMAC, secret: '' }), ['secret: `secret` must not be empty']);
    assert.deepEqual(faults({ ...HMAC, secrets: ['a'] }), ['give `secret`, or several of them as a list in `secrets`']);
    assert.deepEqual(faults({ scheme: 'hmac', header: 'X' }), [
      'give `secret`, or several of them as a list in `secrets`',
    ]);
    assert.deepEqual(faults({ ...HMAC, hash: 'md17' }), [
      'hash: this must be the name of a hash, such as sha256, sha1 or sha512',
    ]);
    assert.deepEqual(faults({ ...HMAC, key: 'hex', secret: 'xyz' }), [
      'secret: the secret is not what it must be: hex',
    ]);
    assert.deepEqual(faults({ ...HMAC, signed: '{bdy}' }), ['signed: {bdy} is not known here']);
    assert.deepEqual(faults({ ...HMAC, header: undefined }), [
      'give `header` or `field`, one of the two: where the signature stands',
    ]);
    assert.deepEqual(faults({ ...HMAC, signed: '{url}{body}' }), [
      'the sender signs the address that it calls: give it as `url` here, or `server.public_url` in hookdoo.yaml',
    ]);
    assert.deepEqual(faults({ scheme: 'standard_webhooks', secret: 'whsec_!' }), [
      'secret: the secret is not what it must be: `whsec_` and a key in Base64',
    ]);
    assert.deepEqual(faults({ scheme: 'digest', header: 'X', secret: 's', signed: '{body}' }), [
      'signed: without `{secret}` in it anybody could make this hash',
    ]);
    assert.deepEqual(faults({ scheme: 'rsa', header: 'X', public_key: 'no' }), [
      'public_key: `public_key` must be an RSA public key as PEM (-----BEGIN PUBLIC KEY-----)',
    ]);
    assert.deepEqual(faults({ scheme: 'ip', addresses: ['1.2.3.4/33'] }), [
      'addresses: this must be a list of addresses and networks, such as 203.0.113.7 or 10.0.0.0/8',
    ]);
    assert.deepEqual(faults({ scheme: 'secret_url' }), [
      'this sender signs nothing, so the URL must be the secret: leave `path` out, or say how it is verified',
    ]);
    assert.deepEqual(faults({ all: [HMAC, { ...HMAC, key: 'hex', secret: 'xyz' }] }), [
      'all: 1: secret: the secret is not what it must be: hex',
    ]);
  });
});
