import assert from 'node:assert/strict';
import { createLog } from '../../src/log.ts';
import { openConnection } from '../../src/odoo/connection.ts';
import type { Json, JsonObject } from '../../src/odoo/json.ts';

/** Where one of the two Odoos is, and as whom to call it. */
export interface Login {
  url: string;
  database: string;
  login: string;
  password: string;
}

/** One Odoo, called by one of its users. */
export interface Odoo extends Login {
  /** Calls a method of the model. */
  call(model: string, method: string, args: Json[], kwargs?: JsonObject): Promise<Json>;
  create(model: string, values: JsonObject): Promise<bigint>;
  write(model: string, id: bigint, values: JsonObject): Promise<void>;
  /** Calls a method of one record. */
  on(model: string, id: bigint, method: string): Promise<Json>;
  rows(model: string, domain: Json, fields: string[]): Promise<Row[]>;
  ids(model: string, domain: Json): Promise<bigint[]>;
  close(): Promise<void>;
}

export type Row = JsonObject & { id: bigint };

const SILENT = createLog({ level: 'silent', readable: false });

/** The Odoo that ODOO_19_URL … (or ODOO_14_URL …) name, called by its administrator. */
export function odooOf(version: '19' | '14'): Odoo {
  const [url = '', database = '', login = '', password = ''] = ['URL', 'DATABASE', 'LOGIN', 'API_KEY'].map((key) => {
    const value = process.env[`ODOO_${version}_${key}`];
    assert.ok(value, `ODOO_${version}_${key} is not set: run this by \`npm run test:pair\``);
    return value;
  });
  return openOdoo({ url, database, login, password });
}

/** The same Odoo, called by another. */
export function openOdoo(login: Login): Odoo {
  const { rpc, close } = openConnection(
    { ...login, name: login.login, timeout: 120_000, concurrency: 2, context: { active_test: false } },
    SILENT,
  );
  const call: Odoo['call'] = (model, method, args, kwargs = {}) => rpc({ model, method, args, kwargs });
  return {
    ...login,
    call,
    async create(model, values) {
      const made = await call(model, 'create', [values]);
      assert.ok(typeof made === 'bigint');
      return made;
    },
    async write(model, id, values) {
      await rpc({ model, method: 'write', ids: [id], args: [values], kwargs: {} });
    },
    on: (model, id, method) => rpc({ model, method, ids: [id], args: [], kwargs: {} }),
    async rows(model, domain, fields) {
      const rows = await call(model, 'search_read', [domain, fields], { order: 'id' });
      assert.ok(Array.isArray(rows));
      return rows.map((row) => {
        assert.ok(isRow(row));
        return row;
      });
    },
    async ids(model, domain) {
      const ids = await call(model, 'search', [domain]);
      assert.ok(Array.isArray(ids));
      return ids.filter((id) => typeof id === 'bigint');
    },
    close,
  };
}

function isRow(value: Json): value is Row {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && typeof value.id === 'bigint';
}

/** Makes a user with a password, in these groups. */
export async function makeUser(odoo: Odoo, login: string, groups: readonly string[]): Promise<Odoo> {
  const ids = await Promise.all(groups.map((group) => referenceOf(odoo, group)));
  const fields = await odoo.call('res.users', 'fields_get', [['group_ids', 'groups_id']]);
  const field = Object.keys(Object(fields))[0] ?? 'group_ids';
  const password = `pw-${login}`;
  const email = `${login}@example.com`;
  await odoo.create('res.users', { name: login, login, email, password, [field]: [[6n, 0n, ids]] });
  return openOdoo({ url: odoo.url, database: odoo.database, login, password });
}

/** Archives users: their passwords are no secret. */
export async function archiveUsers(odoo: Odoo, marker: string): Promise<void> {
  const ids = await odoo.ids('res.users', [['login', 'like', `${marker}-`]]);
  await odoo.call('res.users', 'write', [ids, { active: false }]);
}

async function referenceOf(odoo: Odoo, name: string): Promise<bigint> {
  const [, id] = Object.values(Object(await odoo.call('ir.model.data', 'check_object_reference', name.split('.'))));
  assert.ok(typeof id === 'bigint');
  return id;
}
