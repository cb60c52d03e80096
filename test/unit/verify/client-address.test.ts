import assert from 'node:assert/strict';
import { clientAddress, type Network, networkOf } from '../../../src/verify/client-address.ts';

function network(...texts: string[]): Network {
  const listed = networkOf(texts);
  assert.ok('contains' in listed);
  return listed.contains;
}

describe('a network', () => {
  it('holds single addresses and whole ranges, of IPv4 and IPv6', () => {
    const contains = network('10.0.0.0/8', '192.0.2.7', '2001:db8::/32', '::1');
    const inside = ['10.0.0.1', '10.255.255.255', '192.0.2.7', '2001:db8:1::5', '::1', '::ffff:10.1.1.1'];
    const outside = ['11.0.0.1', '192.0.2.8', '2001:db9::1', '::2', 'fe80::1%eth0', '', 'x', '10.0.0'];

    assert.ok(inside.every(contains));
    assert.ok(!outside.some(contains));
  });

  it('is made of addresses and CIDR ranges alone', () => {
    const wrong = ['10.0.0.0/33', '::/129', '10.0.0', 'localhost', '', '1.2.3.4/', '1.2.3.4/x', '1.2.3.4 ', '01.2.3.4'];

    assert.ok('contains' in networkOf(['0.0.0.0/0', '::/0', '1.2.3.4/32', '::1/128']));
    for (const text of wrong) {
      assert.deepEqual(networkOf(['::1', text]), { wrong: text });
    }
  });
});

describe('the address of a sender', () => {
  const proxies = network('127.0.0.1', '10.0.0.0/8');
  const from = (address: string, ...forwarded: string[]) => {
    const headers = forwarded.map((value): [string, string] => ['x-forwarded-for', value]);
    return clientAddress({ address, headers }, proxies);
  };

  it('is the peer, whatever it says, where that is no trusted proxy', () => {
    assert.equal(from('203.0.113.9'), '203.0.113.9');
    assert.equal(from('203.0.113.9', '198.51.100.1'), '203.0.113.9');
    assert.equal(
      clientAddress({ address: '127.0.0.1', headers: [['x-forwarded-for', '198.51.100.1']] }, network()),
      '127.0.0.1',
    );
  });

  it('is what the last proxy that is trusted was called by', () => {
    assert.equal(from('127.0.0.1', '198.51.100.1'), '198.51.100.1');
    assert.equal(from('::ffff:127.0.0.1', '198.51.100.1, 10.0.0.3'), '198.51.100.1');
    assert.equal(from('127.0.0.1', '10.0.0.2, 10.0.0.3'), '10.0.0.2');
    assert.equal(from('127.0.0.1', '2001:db8::7'), '2001:db8::7');
    assert.equal(from('127.0.0.1', '198.51.100.9', '198.51.100.1'), '198.51.100.1');
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
