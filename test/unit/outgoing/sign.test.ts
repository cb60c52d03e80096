import assert from 'node:assert/strict';
import { messageHeaders, STANDARD_SECRET } from '../../../src/outgoing/sign.ts';

describe('the signature of a message', () => {
  // The example of the Standard Webhooks libraries (libraries/javascript/src/webhook.test.ts).
  const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', timestamp: 1614265330, body: '{"test": 2432232314}' };
  const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
  const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';

  it('is that of Standard Webhooks, with and without the prefix of the secret', () => {
    const [long, short] = [secret, secret.slice(6)].map((one) =>
      messageHeaders(message, { scheme: 'standard_webhooks', secrets: [one] }),
    );

    assert.deepEqual(long, {
      'webhook-id': message.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': signature,
    });
    assert.deepEqual(short, long);
  });

  it('is one for each of several secrets', () => {
    const headers = messageHeaders(message, {
      scheme: 'standard_webhooks',
      secrets: [secret, 'whsec_plJ3nmyCDGBKInavdOK15jsl'],
    });

    const signatures = headers['webhook-signature']?.split(' ') ?? [];
    assert.deepEqual([signatures.length, signatures[0]], [2, signature]);
    assert.notEqual(signatures[1], signature);
  });

  it('is an HMAC of the body in a header of choice', () => {
    // The example of GitHub's documentation, "Validating webhook deliveries".
    const body = 'Hello, World!';
    const hmac = {
      scheme: 'hmac',
      secret: "It's a Secret to Everybody",
      header: 'X-Hub-Signature-256',
      hash: 'sha256',
    } as const;

    const headers = messageHeaders({ ...message, body }, { ...hmac, encoding: 'hex', prefix: 'sha256=' });

    assert.equal(
      headers['X-Hub-Signature-256'],
      'sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17',
    );
  });

  it('needs a secret that is Base64', () => {
    assert.match(secret, STANDARD_SECRET);
    assert.doesNotMatch('not-set', STANDARD_SECRET);
  });

  it('is left out where none is wanted', () => {
    assert.deepEqual(Object.keys(messageHeaders(message, undefined)), ['webhook-id', 'webhook-timestamp']);
  });
});
