import assert from 'node:assert/strict';
import { RequestError } from '../../../src/errors.ts';
import { type Expected, keyOfCertificate } from '../../../src/verify/keys/certificate.ts';
import { fetchText } from '../../../src/verify/keys/fetch-text.ts';
import { publicKeys } from '../../../src/verify/keys/public-keys.ts';
import { presetScheme, refusal } from '../../support/scheme-of.ts';
import { AUTHORITY, CERTIFICATE, SAMPLES, signedRequest } from '../../support/senders.ts';

const DAY = 86_400_000;
const NOW = Date.UTC(2026, 2, 2);
const EXPECTED: Expected = { names: ['.paypal.com'], authorities: undefined, alone: true };

function detailOf(inner: () => unknown): string {
  try {
    inner();
  } catch (error) {
    return error instanceof RequestError ? (error.detail ?? '') : String(error);
  }
  return 'nothing is wrong';
}

describe('the keys of senders', () => {
  let time: number;
  let asked: string[];
  let answer: () => Promise<string>;
  const fetched = (url: string) => {
    asked.push(url);
    return answer();
  };

  beforeEach(() => {
    time = NOW;
    asked = [];
    answer = async () => 'a key';
  });

  it('are fetched once a day, also when many requests want one', async () => {
    const keys = publicKeys(fetched, () => time);

    const all = await Promise.all(Array.from({ length: 20 }, () => keys.get('https://k/1')));
    time += DAY - 1;
    await keys.get('https://k/1');
    assert.deepEqual([new Set(all), asked.length], [new Set(['a key']), 1]);

    time += 2;
    await keys.get('https://k/1');
    assert.equal(asked.length, 2);
  });

  it('that cannot be had are asked for again after half a minute, and the sender after a while', async () => {
    answer = async () => {
      throw new Error('connection refused');
    };
    const keys = publicKeys(fetched, () => time);

    for (const expected of [1, 1]) {
      await assert.rejects(keys.get('https://k/1'), { status: 503, code: 'key_unavailable', detail: /refused/ });
      assert.equal(asked.length, expected);
    }
    answer = async () => 'a key';
    time += 31_000;
    assert.equal(await keys.get('https://k/1'), 'a key');
  });

  it('are asked for 20 times a minute at most, whatever requests name', async () => {
    const keys = publicKeys(fetched, () => time);

    const all = await Promise.allSettled(Array.from({ length: 50 }, (_, n) => keys.get(`https://k/${n}`)));

    assert.equal(asked.length, 20);
    assert.equal(all.filter(({ status }) => status === 'rejected').length, 30);
    time += 61_000;
    assert.equal(await keys.get('https://k/49'), 'a key');
  });

  it('are fetched over https only', async () => {
    await assert.rejects(fetchText('http://127.0.0.1/key'), /https only/);
    await assert.rejects(fetchText('file:///etc/passwd'), /https only/);
  });
});

describe("a sender's certificate", () => {
  it('counts when it is of the right name, valid now, and alone or issued by an authority', () => {
    const key = keyOfCertificate(CERTIFICATE, EXPECTED, NOW);
    const issued = keyOfCertificate(CERTIFICATE, { ...EXPECTED, authorities: AUTHORITY }, NOW);

    assert.equal(key.asymmetricKeyType, 'rsa');
    assert.equal(issued.equals(key), true);
  });

  it('is refused otherwise', () => {
    const refused = (pem: string, changes: Partial<Expected>, now = NOW) =>
      detailOf(() => keyOfCertificate(pem, { ...EXPECTED, ...changes }, now));

    assert.match(refused('', {}), /no certificate/);
    assert.match(refused('-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----', {}), /no certificate/);
    assert.match(refused(CERTIFICATE, { names: ['.example.com'] }), /is that of messageverificationcerts\.paypal\.com/);
    assert.match(refused(AUTHORITY, {}), /is that of test root/);
    assert.match(refused(CERTIFICATE, {}, Date.UTC(2019, 0, 1)), /is not valid now/);
    assert.match(refused(CERTIFICATE, {}, Date.UTC(2121, 0, 1)), /is not valid now/);
    assert.match(refused(CERTIFICATE, { alone: false }), /not issued by an authority/);
    // An authority that comes along with the certificate is no more trusted for it.
    assert.match(refused(`${CERTIFICATE}\n${AUTHORITY}`, {}), /not issued by an authority/);
    assert.match(refused(CERTIFICATE, { authorities: CERTIFICATE }), /not issued by an authority/);
  });

  it('is looked for at addresses of the sender only', async () => {
    const sample = SAMPLES.find(({ preset }) => preset === 'paypal');
    assert.ok(sample);
    const scheme = presetScheme('paypal', sample.verify);
    const request = signedRequest(sample, scheme, 'https://hooks.example.com/hook/p/paypal');
    const named = (url: string) => ({
      ...request,
      headers: request.headers.map(([name, value]): [string, string] => [
        name,
        name === 'PAYPAL-CERT-URL' ? url : value,
      ]),
    });

    assert.equal(await refusal(scheme, request, { key: CERTIFICATE }), undefined);
    for (const url of [
      'http://api.paypal.com/v1/notifications/certs/CERT',
      'https://api.paypal.com.example.com/v1/notifications/certs/CERT',
      'https://example.com/v1/notifications/certs/CERT',
      'https://api.paypal.com@example.com/v1/notifications/certs/CERT',
      'https://x@api.paypal.com/v1/notifications/certs/CERT',
      'https://api.paypal.com:8443/v1/notifications/certs/CERT',
      'https://api.paypal.com/v1/notifications/certs/../../upload',
      'https://api.paypal.com/v1/notifications/certs/%2e%2e/%2e%2e/upload',
      '//example.com/CERT',
      'file:///etc/passwd',
      '',
    ]) {
      assert.match((await refusal(scheme, named(url), { key: CERTIFICATE })) ?? '', /does not lead to/, url);
    }
  });
});
