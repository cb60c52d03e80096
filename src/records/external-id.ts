import { HookRefused, OdooRejected, type Place } from '../errors.ts';
import { typeName } from '../expression/operations/type-name.ts';
import { repr } from '../expression/repr.ts';
import type { Value } from '../expression/value.ts';
import type { OdooCall } from '../odoo/call.ts';
import type { Json } from '../odoo/json.ts';
import type { World } from './world.ts';

/** The module part where none is named. No module of Odoo's is called so: it deletes what stands under its own modules when they are upgraded. */
const OWN_MODULE = '__hookdoo__';
/** Odoo keeps them in an index, whose entries are bounded. */
const LONGEST = 500;
/** Stands for the model of a record of which the user may read none. */
const UNREADABLE = '';

/** The name Odoo keeps for a record in `ir.model.data`; both parts as Odoo takes them. */
export interface ExternalId {
  module: string;
  name: string;
}

/** `module.name`, as Odoo writes it. */
export function externalIdText({ module, name }: ExternalId): string {
  return `${module}.${name}`;
}

/**
 * The external id that a text or an integer names: `order_7`, or `other.order_7` under another module part, which the first dot ends. What
 * Odoo does not take in a name, such as a space, is percent-encoded. Throws HookRefused for what is empty or holds None: such an id would
 * name the same record for every delivery that lacks a value.
 */
export function parseExternalId(value: Value, place: Place): ExternalId {
  if (value === null || value === false || value === '') {
    throw new HookRefused(
      'empty_external_id',
      'the external id is empty: the value that it is, or is made of, is missing',
      { place },
    );
  }
  if (typeof value !== 'string' && typeof value !== 'bigint') {
    throw new HookRefused(
      'bad_external_id',
      `the external id is ${repr(value)} (${typeName(value)}); it must be a text or an integer`,
      { place },
    );
  }
  const text = String(value);
  const dot = text.indexOf('.');
  const [module, name] = dot < 0 ? [OWN_MODULE, text] : [text.slice(0, dot), text.slice(dot + 1)];
  if (module.trim() === '' || name.trim() === '') {
    throw new HookRefused('empty_external_id', `the external id ${repr(text)} has an empty part`, { place });
  }
  if (/(?<![A-Za-z0-9])None(?![A-Za-z0-9])/.test(text)) {
    const message = `the external id ${repr(text)} holds None: a value that it is made of is missing`;
    throw new HookRefused('empty_external_id', message, { place });
  }
  const id = { module: encode(module), name: encode(name) };
  if (externalIdText(id).length > LONGEST) {
    throw new HookRefused('bad_external_id', `the external id ${repr(text)} is longer than ${LONGEST} characters`, {
      place,
    });
  }
  return id;
}

function encode(text: string): string {
  // A lone half of a surrogate pair is no character, and cannot be encoded.
  return text
    .toWellFormed()
    .replaceAll(/[^A-Za-z0-9_.-]/gu, (character) =>
      [...new TextEncoder().encode(character)]
        .map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`)
        .join(''),
    );
}

/** What a look-up found: a record; or none, of which Odoo is not sure when it `mayBe` there all the same. */
export type Lookup = { record: bigint } | { record?: undefined; mayBe: boolean };

/**
 * Looks up the record that an external id names. `kept`: an answer of some minutes ago will do. Throws HookRefused when it names a record
 * of another model, or its module part is a module of Odoo's.
 */
export async function findByExternalId(
  world: World,
  id: ExternalId,
  model: string,
  place: Place,
  kept: boolean,
): Promise<Lookup> {
  await refuseOdooModule(world, id, place);
  const call = { ...lookUp(id.module, id.name), ...(kept && { kept }) };
  const [named, record] = await answerOf(world, call);
  // Also when that record is gone: Odoo 14 would take any record of this model that has its id.
  if (named !== undefined && named !== model) {
    const what = named === UNREADABLE ? 'a record that the user of the connection may not read' : `a ${named}`;
    const message = `the external id ${externalIdText(id)} names ${what}, no ${model}`;
    throw new HookRefused('other_model', message, { place });
  }
  if (typeof record !== 'bigint') {
    // The id false: the record is gone, or not to be read, or a worker of Odoo 19 remembers one whose making was rolled back.
    return { mayBe: named !== undefined };
  }
  await world.kept.keep(call, [model, record]);
  return { record };
}

/** Keeps which record an external id names, as it was made. */
export async function keepExternalId(world: World, id: ExternalId, model: string, record: bigint): Promise<void> {
  await world.kept.keep(lookUp(id.module, id.name), [model, record]);
}

/** To be called when the record turned out to be gone. */
export async function forgetExternalId(world: World, id: ExternalId): Promise<void> {
  await world.kept.forget(lookUp(id.module, id.name));
}

/** Each module of Odoo's, installed or not, has the external id `base.module_<name>`. */
async function refuseOdooModule(world: World, { module }: ExternalId, place: Place): Promise<void> {
  if (module.startsWith('__')) {
    return;
  }
  const call = { ...lookUp('base', `module_${module}`), kept: true };
  const answer = await answerOf(world, call);
  await world.kept.keep(call, answer);
  if (answer.length > 0) {
    throw new HookRefused(
      'odoo_module',
      `${module} is a module of Odoo's, which would delete the record when that module is upgraded; ` +
        `leave the part before the dot out, or take another (a dot in a name ends the module part)`,
      { place },
    );
  }
}

/** The method needs no rights, and with this context it finds archived records too. */
function lookUp(module: string, name: string): OdooCall {
  const context = { active_test: false };
  return { model: 'ir.model.data', method: 'check_object_reference', args: [module, name], kwargs: { context } };
}

/** Model and id, the id false where Odoo finds no record; an empty list when there is no such external id. */
async function answerOf(world: World, call: OdooCall): Promise<Json[]> {
  try {
    const answer = await world.send(call);
    return Array.isArray(answer) ? answer : [];
  } catch (error) {
    if (error instanceof OdooRejected && error.exceptionName === 'ValueError') {
      return [];
    }
    if (error instanceof OdooRejected && error.exceptionName === 'AccessError') {
      return [UNREADABLE, false];
    }
    throw error;
  }
}
