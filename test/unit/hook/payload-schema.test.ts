import assert from 'node:assert/strict';
import { RequestError } from '../../../src/errors.ts';
import { parsePayload } from '../../../src/expression/json.ts';
import { Compiler } from '../../../src/hook/compiler.ts';
import { type CheckPayload, compilePayloadSchema } from '../../../src/hook/payload-schema.ts';

const context = {
  name: 'orders',
  file: 'hooks/orders.yaml',
  connections: ['main'],
  placeAt: () => ({ file: 'hooks/orders.yaml', line: 1, column: 1 }),
};

function schema(schema: object): CheckPayload {
  const check = compilePayloadSchema(schema, ['payload'], new Compiler(context));
  assert.ok(check);
  return check;
}

function faultOf(check: CheckPayload, json: string): string | undefined {
  try {
    check(parsePayload(json, { depth: 64, keys: 1_000_000 }));
    return undefined;
  } catch (error) {
    assert.ok(error instanceof RequestError);
    return error.message;
  }
}

describe('the schema of a payload', () => {
  it('takes the names of prototypes for keys like all others', () => {
    const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
    const required = schema({ type: 'object', required: names });
    const strict = schema({ type: 'object', properties: { a: {} }, additionalProperties: false });
    const given = schema({
      type: 'object',
      properties: { toString: { type: 'string' }, constructor: { type: 'string' } },
    });

    assert.equal(faultOf(required, '{}'), names.map((name) => `payload.${name} is missing`).join('; '));
    assert.equal(
      faultOf(required, '{"__proto__":{"polluted":1},"constructor":1,"toString":1,"hasOwnProperty":1}'),
      undefined,
    );
    assert.equal(faultOf(strict, '{"__proto__":1}'), 'payload.__proto__ is not expected');
    assert.equal(faultOf(given, '{}'), undefined);
    assert.equal(faultOf(given, '{"toString":1}'), 'payload.toString must be string');
    assert.equal(Reflect.get({}, 'polluted'), undefined);
  });

  it('finds an item that is there twice, whatever the order of its keys', () => {
    const check = schema({ type: 'array', uniqueItems: true });
    const twice = 'payload must not have an item twice';

    assert.equal(faultOf(check, '[{"a":1,"b":[2]},{"b":[2],"a":1}]'), twice);
    assert.equal(faultOf(check, '[1,1.0]'), twice);
    assert.equal(faultOf(check, '["1",1,true,"true",null,"null",[],{},[[]],{"a":[]}]'), undefined);
    assert.equal(faultOf(schema({ uniqueItems: false }), '[1,1]'), undefined);
  });

  it('finds it among a hundred thousand in an instant', () => {
    const check = schema({ type: 'array', uniqueItems: true });
    const items = Array.from({ length: 99_999 }, (_, index) => `{"a":${index}}`);

    assert.equal(faultOf(check, `[${items.join()}]`), undefined);
  });

  it('compares an integer of any length', () => {
    const check = schema({ type: 'integer', maximum: 100 });

    assert.equal(faultOf(check, '9'.repeat(400)), 'payload must be <= 100');
    assert.equal(faultOf(check, `-${'9'.repeat(400)}`), undefined);
  });
});
