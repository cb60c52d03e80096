// Of the hooks only these call Odoo: it is the door that is tried.
const CALLING = ['keyed', 'split', 'plain'];
const UPDATE = 'actions:\n  - update: env["res.partner"].browse(3)\n    values: {name: "=str(payload)[:200]"}\n';
const LOOK = 'actions:\n  - run: text = str(payload)\n';
const ID = 'unique: "payload.get(\'id\') if isinstance(payload, dict) else None"\n';

/** The hooks that are fuzzed, by name. What they do leaves nothing behind that grows but the store on the disk. */
const BODIES: Record<string, string> = {
  plain: ID,
  keyed: 'unique: payload.id\norder_key: payload["name"]\nversion: payload.list\nlog_calls: true\n',
  checked:
    'payload: {type: object, required: [id], properties: {id: {type: string}, list: {type: array, uniqueItems: true}, name: {format: email}}}\nunique: payload.id\n',
  split: 'split: payload.events\nunique: payload.id\n',
  form: `body: form\n${ID}`,
  field: `body: {json_field: id}\n${ID}`,
  query: `methods: [GET, POST]\n${ID}`,
  hidden: `redact: [payload.card, payload.__proto__.name, headers.x-fuzz, query.a]\n${ID}`,
  stored: `answer: stored\n${ID}`,
  limited: `rate: 20/s\n${ID}`,
  /** For requests of which it is not known whether they come to be stored. */
  loose: ID,
};

/** The text of each hook's file. */
export const HOOKS: Record<string, string> = Object.fromEntries(
  Object.entries(BODIES).map(([name, keys]) => [
    name,
    `model: res.partner\nsecret: ${secretOf(name)}\n${keys}${CALLING.includes(name) ? UPDATE : LOOK}`,
  ]),
);

/** The hooks whose deliveries must be those that were answered, and no others. Items of `split` have no answer of their own. */
export const STRICT = Object.keys(BODIES).filter((name) => name !== 'loose' && name !== 'split');

export function pathOf(name: string): string {
  return `/web/hook/${secretOf(name)}`;
}

export function secretOf(name: string): string {
  return `fuzz-fuzz-secret-${name}`;
}
