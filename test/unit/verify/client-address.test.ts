import assert from 'node:assert/strict';
import { AddressRanges, clientAddress, isAddressRange } from '../../../src/verify/client-address.ts';

describe('ranges of addresses', () => {
  const ranges = new AddressRanges(['10.0.0.0/8', '192.0.2.7', '2001:db8::/32', '::1']);

  it('hold single addresses and whole ranges, of IPv4 and IPv6', () => {
    const inside = [
      '10.0.0.1',
      '10.255.255.255',
      '192.0.2.7',
      '2001:db8:1::5',
      '::1',
      '::ffff:10.1.1.1',
      'fe80::1%eth0',
    ];

    const held = inside.map((address) => ranges.has(address));

    assert.deepEqual(held, [true, true, true, true, true, true, false]);
    assert.ok(
      !['11.0.0.1', '192.0.2.8', '2001:db9::1', '::2', '', 'x', '10.0.0'].some((address) => ranges.has(address)),
    );
  });

  it('are addresses and CIDR ranges alone', () => {
    const right = ['0.0.0.0/0', '::/0', '1.2.3.4/32', '::1/128'];
    const wrong = ['10.0.0.0/33', '::/129', '10.0.0', 'localhost', '', '1.2.3.4/', '1.2.3.4/x', '1.2.3.4 ', '01.2.3.4'];

    assert.ok(right.every(isAddressRange));
    assert.ok(!wrong.some(isAddressRange));
    assert.throws(() => new AddressRanges(['10.0.0.0/33']), RangeError);
  });
});

describe('the address of a sender', () => {
  const proxies = new AddressRanges(['127.0.0.1', '10.0.0.0/8']);
  const from = (peer: string, forwarded?: string) => clientAddress(peer, forwarded, proxies);

  it('is the peer, whatever it says, where that is no trusted proxy', () => {
    assert.equal(from('203.0.113.9'), '203.0.113.9');
    assert.equal(from('203.0.113.9', '198.51.100.1'), '203.0.113.9');
    assert.equal(clientAddress('127.0.0.1', '198.51.100.1', new AddressRanges([])), '127.0.0.1');
  });

  it('is what the last proxy that is trusted was called by', () => {
    assert.equal(from('127.0.0.1', '198.51.100.1'), '198.51.100.1');
    assert.equal(from('::ffff:127.0.0.1', '198.51.100.1, 10.0.0.3'), '198.51.100.1');
    assert.equal(from('127.0.0.1', '10.0.0.2, 10.0.0.3'), '10.0.0.2');
    assert.equal(from('127.0.0.1', '2001:db8::7'), '2001:db8::7');
  });

  it('cannot be made up by the sender', () => {
    assert.equal(from('127.0.0.1', '10.9.9.9, 198.51.100.1'), '198.51.100.1');
    assert.equal(from('127.0.0.1', '127.0.0.1, 198.51.100.1, 10.0.0.3'), '198.51.100.1');
  });

  it('is the proxy where that names nobody', () => {
    for (const nobody of [
      '',
      'unknown',
      '_hidden',
      '198.51.100.1 x',
      '<script>',
      '198.51.100.1,unknown',
      '1.2.3.4.5',
    ]) {
      assert.equal(from('127.0.0.1', nobody), '127.0.0.1');
    }
  });

  it('may be written with its port', () => {
    assert.equal(from('127.0.0.1', '198.51.100.1:4711'), '198.51.100.1');
    assert.equal(from('127.0.0.1', '[2001:db8::7]:4711'), '2001:db8::7');
  });
});
