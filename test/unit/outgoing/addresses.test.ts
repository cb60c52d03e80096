import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Allowed, isAllowable, isPublic } from '../../../src/outgoing/addresses.ts';

const NOT_PUBLIC = [
  ...['0.0.0.0', '10.1.2.3', '100.64.0.1', '127.0.0.1', '127.255.255.254', '169.254.169.254', '172.31.255.255'],
  ...['192.0.0.1', '192.168.1.1', '198.18.0.1', '224.0.0.1', '240.0.0.1', '255.255.255.255'],
  ...['::', '::1', 'fe80::1', 'fe80::1%eth0', 'fc00::1', 'fd12:3456::1', 'fec0::1', 'ff02::1'],
  ...['::ffff:127.0.0.1', '::ffff:7f00:1', '::ffff:10.0.0.1', '::127.0.0.1', '::ffff:0:127.0.0.1'],
  ...['64:ff9b::127.0.0.1', '64:ff9b::a00:1', '64:ff9b::', '64:ff9b:1::808:808'],
  ...['2001::1', '2001:db8::1', '2002:7f00:1::', '3fff::1', '100::1', '5f00::1'],
];
const PUBLIC = ['8.8.8.8', '100.128.0.1', '172.32.0.1', '2606:4700::1111', '::ffff:8.8.8.8', '64:ff9b::8.8.8.8'];

describe('addresses', () => {
  for (const address of NOT_PUBLIC) {
    it(`${address} is not public`, () => {
      assert.equal(isPublic(address), false);
    });
  }
  for (const address of PUBLIC) {
    it(`${address} is public`, () => {
      assert.equal(isPublic(address), true);
    });
  }

  it('that are mapped into IPv6, or reached by NAT64, are what they hold', () => {
    fc.assert(
      fc.property(fc.ipV4(), fc.constantFrom('::ffff:', '64:ff9b::'), (address, prefix) => {
        assert.equal(isPublic(`${prefix}${address}`), isPublic(address));
      }),
    );
  });
});

describe('what is allowed', () => {
  const allowed = new Allowed(['10.0.0.0/8', '192.168.1.7', 'fd00::/8', 'erp.local']);

  it('is reached by its range or address, also mapped into IPv6', () => {
    const reached = ['10.1.2.3', '::ffff:10.1.2.3', '192.168.1.7', 'fd01::1', '8.8.8.8'];

    assert.deepEqual(
      reached.map((address) => allowed.address(address)),
      reached.map(() => true),
    );
  });

  it('does not open its neighbours', () => {
    const shut = ['11.0.0.1', '192.168.1.8', 'fc01::1', '127.0.0.1', '::1'];

    assert.deepEqual(
      shut.filter((address) => allowed.address(address)),
      ['11.0.0.1'],
    );
  });

  it('is a host by its name, in any case and with a dot at its end', () => {
    assert.deepEqual(
      ['erp.local', 'ERP.local.', 'sub.erp.local', 'local'].map((host) => allowed.host(host)),
      [true, true, false, false],
    );
  });

  it('is written as a host, an address or a range', () => {
    const sound = ['erp.local', 'odoo', 'my_host', '10.0.0.1', '10.0.0.0/8', '::1', 'fd00::/8'];
    const unsound = [
      '',
      '*.local',
      '10.0.0',
      '10.0.0.0/33',
      '10.0.0.0/8/1',
      '::1/129',
      'http://erp.local',
      'a/8',
      'a b',
    ];

    assert.deepEqual([...sound, ...unsound].filter(isAllowable), sound);
  });
});
