import { RequestError } from '../errors.ts';
import { JsonFault, parsePayload } from '../expression/json.ts';
import { PayloadDict } from '../expression/payload.ts';
import type { Value } from '../expression/value.ts';
import type { BodyForm } from './body-form.ts';
import { readCloudEvent } from './cloud-event.ts';
import { readSoap } from './soap.ts';

/** A verified request's body, as bytes. */
export interface Body {
  method: string;
  contentType: string | undefined;
  bytes: Uint8Array;
  query: [string, string][];
  /** Names in lower case; the envelope of a CloudEvent may stand there. */
  headers?: [string, string][];
}

/** How deep a payload may be nested, and how many keys and items it may have in all. */
export interface PayloadLimits {
  depth: number;
  keys: number;
}

const FORM = 'application/x-www-form-urlencoded';

/**
 * Reads the payload from a body. A GET gives its query; JSON is read whatever the content type says, as Odoo does (`curl -d` says it is a
 * form); a form gives its fields as texts. Throws RequestError 400 or 415.
 */
export function readPayload(form: BodyForm, body: Body, limits: PayloadLimits): Value {
  if (body.method === 'GET') {
    return payloadDict(body.query);
  }
  const type = (body.contentType ?? '').split(';')[0]?.trim().toLowerCase() ?? '';
  if (type.startsWith('multipart/')) {
    throw new RequestError(
      415,
      'unsupported_body',
      `the body is ${type}; send JSON or application/x-www-form-urlencoded`,
    );
  }
  if (form === 'cloudevents') {
    const read = (text: string) => readJson(text, limits);
    return readCloudEvent({ type, bytes: body.bytes, headers: body.headers ?? [] }, read, decode);
  }
  if (body.bytes.length === 0) {
    throw new RequestError(400, 'empty_body', 'the body is empty; a payload in JSON is expected, such as {"id": 7}');
  }
  const text = decode(body.bytes);
  if (typeof form === 'object') {
    return readNested(form, text, limits);
  }
  if (form === 'soap') {
    return readSoap(text, [], limits.depth);
  }
  const isForm = form === 'form' || (form === 'auto' && type === FORM && !/^\s*[{[]/.test(text));
  return isForm ? payloadDict(readForm(text, limits)) : readJson(text, limits);
}

/** The forms in which one value stands inside another. */
function readNested(form: Exclude<BodyForm, string>, text: string, limits: PayloadLimits): Value {
  if ('soap' in form) {
    return readSoap(text, form.soap, limits.depth);
  }
  if ('json_field' in form) {
    return readJsonField(text, form.json_field, limits);
  }
  if ('form_with_json' in form) {
    const dict = payloadDict(readForm(text, limits));
    dict.set(form.form_with_json, readJsonField(text, form.form_with_json, limits));
    return dict;
  }
  const outer = readJson(text, limits);
  const inner = outer instanceof PayloadDict ? outer.get(form.json_with_json) : undefined;
  if (outer instanceof PayloadDict && typeof inner === 'string') {
    outer.set(form.json_with_json, readJson(inner, limits));
  }
  return outer;
}

/** A payload of these entries; of equal keys the first counts, as in Odoo. */
export function payloadDict(entries: Iterable<[string, string]>): PayloadDict {
  const dict = new PayloadDict();
  for (const [key, value] of entries) {
    if (!dict.contains(key)) {
      dict.set(key, value);
    }
  }
  return dict;
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new RequestError(400, 'invalid_text', 'the body is not UTF-8 text');
  }
}

function readJsonField(text: string, field: string, limits: PayloadLimits): Value {
  const value = readForm(text, limits).get(field);
  if (value === null) {
    throw new RequestError(400, 'invalid_body', `the body is not a form with the field ${field}`);
  }
  return readJson(value, limits);
}

/** Its fields are counted first: taking a form apart costs a hundred times more. */
function readForm(text: string, { keys }: PayloadLimits): URLSearchParams {
  let fields = 1;
  for (let at = text.indexOf('&'); at !== -1; at = text.indexOf('&', at + 1)) {
    fields += 1;
    if (fields > keys) {
      throw new RequestError(400, 'invalid_body', `the form has more than ${keys} fields, the most allowed`);
    }
  }
  return new URLSearchParams(text);
}

function readJson(text: string, limits: PayloadLimits): Value {
  try {
    return parsePayload(text, limits);
  } catch (error) {
    if (error instanceof JsonFault) {
      throw new RequestError(400, 'invalid_json', `the body is not JSON: ${error.message}`);
    }
    throw error;
  }
}
