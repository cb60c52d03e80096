import { make, spend } from './budget.ts';
import { Dict } from './dict.ts';
import { raise } from './exception.ts';
import { compare } from './operations/order.ts';
import { typeName } from './operations/type-name.ts';
import { floatText, integerText } from './repr.ts';
import { Tuple } from './tuple.ts';
import type { Value } from './value.ts';

/** How `json.dumps` writes. */
export interface JsonStyle {
  /** What a line is indented by for each level; undefined puts everything on one line. */
  indent: string | undefined;
  itemSeparator: string;
  keySeparator: string;
  sortKeys: boolean;
  skipKeys: boolean;
  ascii: boolean;
  nan: boolean;
  /** What stands for a value that JSON has no form for. */
  otherwise: ((value: Value) => Value) | undefined;
}

const ESCAPES: Record<string, string> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
  '\b': '\\b',
  '\f': '\\f',
};

/** The value as JSON, in the form that Python's `json.dumps` gives it. Raises TypeError and ValueError. */
export function jsonText(value: Value, style: JsonStyle): string {
  return write(value, style, 0, new Set());
}

function write(value: Value, style: JsonStyle, level: number, open: Set<Value>): string {
  spend(1);
  switch (typeof value) {
    case 'string':
      make(value.length);
      return quoted(value, style.ascii);
    case 'bigint':
      return integerText(value);
    case 'boolean':
      return String(value);
    case 'number':
      return writeFloat(value, style);
    default:
      return value === null ? 'null' : writeNested(value, style, level, open);
  }
}

function writeFloat(value: number, style: JsonStyle): string {
  if (Number.isFinite(value)) {
    return floatText(value);
  }
  if (!style.nan) {
    raise('ValueError', 'Out of range float values are not JSON compliant');
  }
  return String(value);
}

function writeNested(value: Value, style: JsonStyle, level: number, open: Set<Value>): string {
  if (open.has(value)) {
    raise('ValueError', 'Circular reference detected');
  }
  open.add(value);
  try {
    if (value instanceof Dict) {
      return enclosed('{', entryTexts(value, style, level, open), '}', style, level);
    }
    const items = Array.isArray(value) ? value : value instanceof Tuple ? value.items : undefined;
    if (items) {
      return enclosed(
        '[',
        items.map((item) => write(item, style, level + 1, open)),
        ']',
        style,
        level,
      );
    }
    if (style.otherwise) {
      return write(style.otherwise(value), style, level, open);
    }
    return raise('TypeError', `Object of type ${shortName(value)} is not JSON serializable`);
  } finally {
    open.delete(value);
  }
}

function entryTexts(dict: Dict, style: JsonStyle, level: number, open: Set<Value>): string[] {
  const entries = [...dict.entries()];
  if (style.sortKeys) {
    entries.sort(([a], [b]) => compare(a, b));
  }
  const texts: string[] = [];
  for (const [key, value] of entries) {
    const name = keyName(key, style);
    if (name !== undefined) {
      texts.push(`${quoted(name, style.ascii)}${style.keySeparator}${write(value, style, level + 1, open)}`);
    }
  }
  return texts;
}

function keyName(key: Value, style: JsonStyle): string | undefined {
  switch (typeof key) {
    case 'string':
      return key;
    case 'bigint':
      return integerText(key);
    case 'boolean':
      return String(key);
    case 'number':
      return writeFloat(key, style);
    default:
      if (key === null) {
        return 'null';
      }
      return style.skipKeys
        ? undefined
        : raise('TypeError', `keys must be str, int, float, bool or None, not ${typeName(key)}`);
  }
}

function enclosed(opening: string, texts: string[], closing: string, style: JsonStyle, level: number): string {
  if (texts.length === 0 || style.indent === undefined) {
    return opening + texts.join(style.itemSeparator) + closing;
  }
  const inner = `\n${style.indent.repeat(level + 1)}`;
  make(texts.length * inner.length);
  return `${opening}${inner}${texts.join(style.itemSeparator + inner)}\n${style.indent.repeat(level)}${closing}`;
}

function quoted(text: string, ascii: boolean): string {
  const unsafe = ascii ? /["\\]|[^ -~]/g : /["\\]|[^ -\uffff]/g;
  return `"${text.replace(unsafe, (unit) => ESCAPES[unit] ?? `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)}"`;
}

/** The type's name without its module, as this one message has it. */
function shortName(value: Value): string {
  return typeName(value).replace(/^(?:datetime|dateutil)\.(?:\w+\.)*/, '');
}
