import { OdooRejected } from '../../src/errors.ts';
import { Dict } from '../../src/expression/dict.ts';
import type { Value } from '../../src/expression/value.ts';
import type { OdooCall } from '../../src/odoo/call.ts';
import type { Field } from '../../src/odoo/fields.ts';
import type { Json, JsonObject } from '../../src/odoo/json.ts';
import { createKeptAnswers } from '../../src/odoo/kept-answers.ts';
import { createLanes } from '../../src/odoo/lanes.ts';
import { Environment } from '../../src/records/environment.ts';
import { fitMatch, fitValues } from '../../src/records/fit/fit-values.ts';
import type { Match, Target } from '../../src/records/fit/fitting.ts';
import { type Reach, World } from '../../src/records/world.ts';

/** A field as it is declared here: its type, and for a relation the model and the field that it mirrors. */
type Declared = string | (Partial<Field> & { type: string });

/** The models of a small Odoo that answers look-ups from memory. */
export interface FakeRecords {
  models: Record<string, Record<string, Declared>>;
  rows: Record<string, (JsonObject & { id: bigint })[]>;
  /** External ids. */
  references?: Record<string, [string, bigint]>;
  reach?: Partial<Reach>;
}

/** The values fitted, and the calls that it took, as `model.method` with its first argument. */
export interface Fitted<T> {
  values: T;
  calls: [string, Json][];
  sent: OdooCall[];
  env: Environment;
}

const PLACE = { file: 'hook.yaml', line: 1, column: 1 };

/** Values as they are fitted on the fake. */
export async function fitted(
  fake: FakeRecords,
  model: string,
  values: Dict,
  target: Target = 'create',
): Promise<Fitted<JsonObject>> {
  return await run(fake, (world) => fitValues(world, model, values, target, () => PLACE));
}

/** What a record must equal, on the fake. */
export async function matched(fake: FakeRecords, model: string, values: Dict): Promise<Fitted<Match>> {
  return await run(fake, (world) => fitMatch(world, model, values, () => PLACE));
}

/** A dict of the language from a plain object. */
export function dict(values: Record<string, Value>): Dict {
  return Dict.from(Object.entries(values));
}

/** An environment over the fake, for recordsets to give as values. */
export function environment(fake: FakeRecords): Environment {
  return new Environment(worldOf(fake, []));
}

async function run<T>(fake: FakeRecords, inner: (world: World) => Promise<T>): Promise<Fitted<T>> {
  const sent: OdooCall[] = [];
  const world = worldOf(fake, sent);
  const values = await inner(world);
  const calls = sent.map((call): [string, Json] => [`${call.model}.${call.method}`, call.args[0] ?? null]);
  return { values, calls, sent, env: new Environment(world) };
}

function worldOf(fake: FakeRecords, sent: OdooCall[]): World {
  return new World({
    rpc: async (call) => {
      sent.push(call);
      return answer(fake, call);
    },
    fields: async (model) => new Map(Object.entries(fake.models[model] ?? {}).map(([name, one]) => [name, field(one)])),
    forgetFields: async () => {},
    delivery: 'test',
    lanes: createLanes(1000),
    kept: createKeptAnswers(),
    recall: (_what, load) => load(),
    uid: async () => 2n,
    user: async () => ({ company: 1n, zone: 'Europe/Brussels' }),
    version: async () => ({ major: 19, text: '19.0' }),
    context: {},
    now: 0,
    ...fake.reach,
  });
}

function field(declared: Declared): Field {
  const [type = '', relation, relation_field] = typeof declared === 'string' ? declared.split(' ') : [];
  const known = {
    string: '',
    required: false,
    readonly: false,
    store: true,
    searchable: true,
    depends: false,
    company_dependent: false,
  };
  return typeof declared === 'string' ? { ...known, type, relation, relation_field } : { ...known, ...declared };
}

function answer(fake: FakeRecords, call: OdooCall): Json {
  const { model, method, args, kwargs, ids = [] } = call;
  const rows = fake.rows[model] ?? [];
  switch (method) {
    case 'search_read':
      return found(rows, args[0] ?? []);
    case 'search':
      return found(rows, args[0] ?? []).map(({ id }) => id);
    case 'read':
      return rows.filter(({ id }) => ids.includes(id));
    case 'name_search':
      return rows.filter((row) => row.display_name === kwargs.name).map((row) => [row.id, String(row.display_name)]);
    case 'create': {
      const id = BigInt(rows.length + 100);
      fake.rows[model] = [...rows, { ...Object(args[0]), id }];
      return id;
    }
    case 'check_object_reference': {
      const reference = fake.references?.[args.join('.')];
      if (reference === undefined) {
        throw new OdooRejected('builtins.ValueError', `External ID not found in the system: ${args.join('.')}`);
      }
      return reference;
    }
    default:
      throw new Error(`the fake does not know ${method}`);
  }
}

function found<T extends JsonObject>(rows: T[], domain: Json): T[] {
  const terms = Array.isArray(domain) ? domain : [];
  return rows.filter((row) =>
    terms.every((term) => {
      const [name, , wanted = null] = Array.isArray(term) ? term : [];
      const own = row[String(name)] ?? false;
      const id = Array.isArray(own) ? own[0] : own;
      return Array.isArray(wanted) ? wanted.includes(id ?? false) : wanted === id;
    }),
  );
}
