import { z } from 'zod';

type Path = (string | number)[];

/** One fault in a file's content, at a path instead of a line; config/ turns the path into file:line:column. */
export interface Issue {
  path: Path;
  /** What is wrong, as a sentence without a full stop. It never quotes a value: the value may be a secret. */
  message: string;
  /** Where inside the text at `path`, in UTF-16 units from its start as written in YAML (the `=` counted). */
  offset?: number | undefined;
  /** The key of the map at `path` that is at fault itself, such as one that is unknown. */
  key?: string | undefined;
  /** What could stand there; "did you mean" is made from it. */
  allowed?: string[] | undefined;
}

/**
 * Checks a value read from YAML against a schema and words every fault for people. A check of the schema may add its own fault with
 * `ctx.addIssue({code: 'custom', message, params: {offset, allowed}})`.
 */
export function checkShape<Output>(schema: z.ZodType<Output>, raw: unknown): { value: Output } | { issues: Issue[] } {
  const allowedKeys: AllowedKeys = new WeakMap();
  const result = schema.safeParse(raw, {
    reportInput: true,
    error: (issue) => {
      if (issue.code === 'unrecognized_keys' && issue.inst instanceof z.ZodObject) {
        allowedKeys.set(issue.keys, Object.keys(issue.inst.shape));
      }
      return sentence(issue);
    },
  });
  return result.success
    ? { value: result.data }
    : { issues: result.error.issues.flatMap((i) => toIssues(i, allowedKeys)) };
}

/** The keys an object's schema knows, by the list of keys it did not know: zod reports only the latter. */
type AllowedKeys = WeakMap<readonly string[], string[]>;

function toIssues(issue: z.core.$ZodIssue, allowedKeys: AllowedKeys): Issue[] {
  const path = issue.path.map((part) => (typeof part === 'symbol' ? String(part) : part));
  switch (issue.code) {
    case 'unrecognized_keys': {
      const allowed = allowedKeys.get(issue.keys);
      return issue.keys.map((key) => ({ path, key, allowed, message: `unknown key \`${key}\`` }));
    }
    case 'invalid_key': {
      const key = String(path.at(-1));
      return [{ path: path.slice(0, -1), key, message: issue.issues[0]?.message ?? issue.message }];
    }
    case 'invalid_value':
      return [{ path, message: issue.message, allowed: issue.values.map(String) }];
    case 'invalid_union':
      return unionIssues(issue, path, allowedKeys);
    case 'custom':
      return [{ path, message: issue.message, ...CustomParams.parse(issue.params ?? {}) }];
    case 'invalid_type':
    case 'invalid_format':
    case 'invalid_element':
    case 'not_multiple_of':
    case 'too_big':
    case 'too_small':
      return [{ path, message: issue.message }];
  }
}

const CustomParams = z.object({ offset: z.number().optional(), allowed: z.array(z.string()).optional() });

/** Of a union's alternatives, the one that fits the value's kind and most of its keys speaks; where none does, the kinds are listed. */
function unionIssues(issue: z.core.$ZodIssueInvalidUnion, path: Path, allowedKeys: AllowedKeys): Issue[] {
  if (issue.errors.length === 0) {
    const options = 'options' in issue ? issue.options : undefined;
    return [{ path, message: issue.message, allowed: options?.map(String) }];
  }
  const fitting = issue.errors.filter(
    (errors) => !errors.some((e) => e.code === 'invalid_type' && e.path.length === 0),
  );
  const closest = fitting.sort((a, b) => faultsIn(a) - faultsIn(b))[0];
  if (closest !== undefined) {
    return closest
      .flatMap((error) => toIssues(error, allowedKeys))
      .map((inner) => ({ ...inner, path: [...path, ...inner.path] }));
  }
  const kinds = issue.errors.flat().flatMap((e) => (e.code === 'invalid_type' ? [expected(e.expected)] : []));
  const fault = issue.input === undefined ? 'is missing; it must be' : 'must be';
  return [{ path, message: `${subject(path)} ${fault} ${[...new Set(kinds)].join(' or ')}` }];
}

/** Each key that is not known counts. */
function faultsIn(issues: readonly z.core.$ZodIssue[]): number {
  const counts = issues.map((issue) => (issue.code === 'unrecognized_keys' ? issue.keys.length : 1));
  return counts.reduce((sum, count) => sum + count, 0);
}

function sentence(issue: z.core.$ZodRawIssue): string | undefined {
  const name = subject(issue.path ?? []);
  switch (issue.code) {
    case 'invalid_type':
      return typeSentence(name, issue.expected, issue.input);
    case 'invalid_value':
      return issue.input === undefined ? `${name} is missing` : `${name} has a value that is not known`;
    case 'invalid_union':
      return 'discriminator' in issue ? `${name} is missing or not known` : `${name} is not what is allowed here`;
    case 'too_small':
      return `${name} ${tooSmall(issue)}`;
    case 'too_big':
      return `${name} must ${COUNTED[issue.origin] ?? 'be'} at most ${issue.maximum}${unit(issue.origin)}`;
    case 'invalid_format':
      return `${name} ${FORMATS[issue.format] ?? 'does not have the form that is allowed'}`;
    case 'not_multiple_of':
      return `${name} must be a multiple of ${issue.divisor}`;
    case 'unrecognized_keys':
    case 'invalid_key':
    case 'invalid_element':
    case 'custom':
      return undefined; // worded by toIssues, or by whoever made it
  }
}

function typeSentence(name: string, wanted: string, input: unknown): string {
  if (input === undefined) {
    return `${name} is missing`;
  }
  if (input === null) {
    return `${name} is empty; it must be ${expected(wanted)}`;
  }
  const scalar = typeof input !== 'object' && typeof input !== 'string';
  const help = wanted === 'string' && scalar ? ': put it in quotes' : `, not ${kindOf(input)}`;
  return `${name} must be ${expected(wanted)}${help}`;
}

function tooSmall(issue: z.core.$ZodRawIssue<z.core.$ZodIssueTooSmall>): string {
  if (issue.minimum === 1 && COUNTED[issue.origin] !== undefined) {
    return 'must not be empty';
  }
  const bound = issue.inclusive === false ? 'more than' : 'at least';
  return `must ${COUNTED[issue.origin] ?? 'be'} ${bound} ${issue.minimum}${unit(issue.origin)}`;
}

const COUNTED: Record<string, string> = { string: 'have', array: 'have', set: 'have', object: 'have' };

function unit(origin: string): string {
  if (origin === 'string') {
    return ' characters';
  }
  return COUNTED[origin] === undefined ? '' : ' entries';
}

const FORMATS: Record<string, string> = {
  url: 'must be a URL, such as https://odoo.example.com',
  email: 'must be an e-mail address',
  uuid: 'must be a UUID',
  datetime: 'must be a time in ISO 8601 form',
};

const KINDS: Record<string, string> = {
  string: 'text',
  number: 'a number',
  int: 'a whole number',
  bigint: 'a whole number',
  boolean: 'true or false',
  array: 'a list',
  object: 'a map (`key: value` lines)',
  record: 'a map (`key: value` lines)',
  null: 'empty',
};

function expected(type: string): string {
  return KINDS[type] ?? type;
}

function kindOf(input: unknown): string {
  if (Array.isArray(input)) {
    return 'a list';
  }
  if (typeof input === 'number') {
    return 'a number with decimals';
  }
  return typeof input === 'object' ? 'a map' : expected(typeof input);
}

/** The name under which a value is known to the reader: `models`, or `models[2]` for the third of a list. */
export function subject(path: readonly PropertyKey[]): string {
  const from = path.findLastIndex((part) => typeof part === 'string');
  if (from < 0) {
    return path.length === 0 ? 'the content' : `entry ${Number(path.at(-1)) + 1}`;
  }
  const indices = path.slice(from + 1).map((index) => `[${String(index)}]`);
  return `\`${String(path[from])}${indices.join('')}\``;
}
