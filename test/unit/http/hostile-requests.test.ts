import assert from 'node:assert/strict';
import { hostileRequests, request } from '../../support/hostile-requests.ts';
import { rawExchange, send } from '../../support/http-client.ts';
import { SECRET, type Served, serve } from '../../support/served.ts';

const HOOK = `/web/hook/${SECRET}`;

describe('requests that no sender sends', () => {
  let served: Served;
  before(async () => {
    served = await serve();
  });
  after(() => served.stop());

  for (const [name, status, bytes] of hostileRequests(HOOK)) {
    it(`${status} to ${name}, and the next one is served`, async () => {
      const answer = await rawExchange(served.port, Buffer.from(bytes, 'latin1'));

      assert.match(answer, new RegExp(`^HTTP/1\\.1 ${status} .*\r\n\r\n\\{"status":"error","code":"[a-z_]+"`, 's'));
      assert.equal((await send(served.port, HOOK)).status, 200);
      assert.equal(served.lines.filter((line) => line.includes('"level":"error"')).length, 0);
    });
  }

  it('and those that look strange and are right', async () => {
    const post = (head: string, body = '{}') => request(`POST ${HOOK}`, head, body);
    const right = [
      post('Expect: 100-continue\r\nContent-Length: 2\r\n'),
      post('Content-Encoding: Identity\r\nContent-Length:  2 \r\n'),
      post('Transfer-Encoding: chunked\r\n', '2;a=b\r\n{}\r\n0\r\n\r\n'),
      post('__proto__: a\r\nconstructor: b\r\ntoString: c\r\nContent-Length: 2\r\n'),
      post('Content-Length: 2\r\n').replace('HTTP/1.1', 'HTTP/1.0'),
    ];

    for (const bytes of right) {
      const answers = (await rawExchange(served.port, bytes)).match(/HTTP\/1\.1 \d+/g);
      assert.equal(answers?.at(-1), 'HTTP/1.1 200', bytes);
    }
  });
});
