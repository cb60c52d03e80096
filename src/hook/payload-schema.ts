import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { RequestError } from '../errors.ts';
import type { Value } from '../expression/value.ts';
import type { Compiler, Path } from './compiler.ts';
import { plainValue } from './plain-value.ts';
import { UNIQUE_ITEMS } from './unique-items.ts';

/** Throws RequestError when the payload is not what the hook's JSON Schema says. */
export type CheckPayload = (payload: Value) => void;

const FAULTS_NAMED = 5;

/** Compiles the JSON Schema under `payload:`; its own faults go to the compiler. */
export function compilePayloadSchema(
  schema: object | undefined,
  path: Path,
  compiler: Compiler,
): CheckPayload | undefined {
  if (schema === undefined) {
    return undefined;
  }
  const ajv = new Ajv2020({ strict: false, allErrors: true, ownProperties: true, logger: false });
  addFormats.default(ajv);
  ajv.removeKeyword('uniqueItems').addKeyword(UNIQUE_ITEMS);
  try {
    const validate = ajv.compile(withNumbers(schema));
    return (payload) => {
      if (!validate(plainValue(payload))) {
        throw new RequestError(
          400,
          'invalid_payload',
          (validate.errors ?? []).slice(0, FAULTS_NAMED).map(sentence).join('; '),
        );
      }
    };
  } catch (error) {
    compiler.fault(path, `this is no JSON Schema: ${error instanceof Error ? error.message : error}`);
    return undefined;
  }
}

/** The schema as it came from YAML, with the integers as the numbers that ajv wants. */
function withNumbers(schema: object): object {
  return JSON.parse(JSON.stringify(schema, (_key, value) => (typeof value === 'bigint' ? Number(value) : value)));
}

function sentence(error: ErrorObject): string {
  const where = `payload${error.instancePath.split('/').slice(1).map(segment).join('')}`;
  switch (error.keyword) {
    case 'required':
      return `${where}${segment(String(error.params.missingProperty))} is missing`;
    case 'additionalProperties':
      return `${where}${segment(String(error.params.additionalProperty))} is not expected`;
    case 'format':
      return `${where} must be of the form ${error.params.format}`;
    case 'enum':
      return `${where} must be one of ${error.params.allowedValues.map((value: unknown) => JSON.stringify(value)).join(', ')}`;
    case 'minLength':
      return error.params.limit === 1 ? `${where} must not be empty` : `${where} ${error.message}`;
    default:
      return `${where} ${error.message}`;
  }
}

function segment(part: string): string {
  const key = part.replaceAll('~1', '/').replaceAll('~0', '~');
  if (/^\d+$/.test(key)) {
    return `[${key}]`;
  }
  return /^[A-Za-z_]\w*$/.test(key) ? `.${key}` : `[${JSON.stringify(key)}]`;
}
