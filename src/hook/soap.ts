import { XMLParser, XMLValidator } from 'fast-xml-parser';
import { z } from 'zod';
import { RequestError } from '../errors.ts';
import { PayloadDict } from '../expression/payload.ts';
import type { Value } from '../expression/value.ts';

const parser = new XMLParser({
  preserveOrder: true,
  ignoreAttributes: false,
  attributeNamePrefix: '',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  trimValues: false,
});

/** One node as the parser gives it: `{name: [children], ':@': {attribute: text}}`, or `{'#text': text}`. */
const XmlNode = z.record(z.string(), z.unknown());
type XmlNode = z.output<typeof XmlNode>;
const Nodes = z.array(XmlNode);
const Attributes = z.record(z.string(), z.string());

const TEXT = '#text';
const ATTRIBUTES = ':@';

/** More than any sender's envelope has, and few enough to be read in an instant. */
const MOST_TAGS = 100_000;

/**
 * The body of a SOAP envelope as a dict: elements by their names without prefix, texts as they are, `xsi:nil` as None, repeated elements
 * and those in `lists` as lists, attributes as `@name`. Throws RequestError 400, also for a document type or entities of its own.
 */
export function readSoap(text: string, lists: readonly string[], depth: number): Value {
  if (/<!(DOCTYPE|ENTITY)/i.test(text)) {
    throw invalid('a document type or entities are not taken');
  }
  if (text.split('<', MOST_TAGS + 1).length > MOST_TAGS) {
    throw invalid(`it has more than ${MOST_TAGS} tags`);
  }
  const valid = XMLValidator.validate(text);
  if (valid !== true) {
    throw invalid(`line ${valid.err.line}, column ${valid.err.col}: ${valid.err.msg}`);
  }
  const roots = parsed(text).filter((node) => !nameOf(node).startsWith('?') && nameOf(node) !== TEXT);
  const [envelope, ...others] = roots;
  const body = envelope === undefined || others.length > 0 ? undefined : childNamed(envelope, 'Envelope', 'Body');
  if (body === undefined) {
    throw invalid('it is no SOAP envelope with a body');
  }
  return content(body, new Set(lists), depth);
}

function parsed(text: string): XmlNode[] {
  try {
    return Nodes.parse(parser.parse(text));
  } catch {
    // The parser refuses names such as __proto__.
    throw invalid('it has names that are not taken');
  }
}

function invalid(fault: string): RequestError {
  return new RequestError(400, 'invalid_xml', `the body is not XML that can be read: ${fault}`);
}

function childNamed(envelope: XmlNode, name: string, child: string): XmlNode | undefined {
  return nameOf(envelope) === name ? childrenOf(envelope).find((node) => nameOf(node) === child) : undefined;
}

function nameOf(node: XmlNode): string {
  return Object.keys(node).find((key) => key !== ATTRIBUTES) ?? TEXT;
}

function childrenOf(node: XmlNode): XmlNode[] {
  return Nodes.parse(node[nameOf(node)]);
}

function content(node: XmlNode, lists: ReadonlySet<string>, depth: number): Value {
  if (depth <= 0) {
    throw invalid('it is nested too deep');
  }
  const children = childrenOf(node);
  const elements = children.filter((child) => nameOf(child) !== TEXT);
  const attributes = Object.entries(Attributes.parse(node[ATTRIBUTES] ?? {})).filter(([name]) => name !== 'xmlns');
  const text = children.flatMap((child) => (nameOf(child) === TEXT ? String(child[TEXT]) : [])).join('');
  const own = attributes.filter(([name]) => name !== 'nil');
  if (attributes.some(([name, value]) => name === 'nil' && value === 'true')) {
    return null;
  }
  if (elements.length === 0 && own.length === 0) {
    return unescaped(text);
  }
  const dict = new PayloadDict();
  for (const [name, value] of own) {
    dict.set(`@${name}`, unescaped(value));
  }
  if (elements.length === 0) {
    dict.set(TEXT, unescaped(text));
  }
  for (const element of elements) {
    add(dict, nameOf(element), content(element, lists, depth - 1), lists);
  }
  return dict;
}

function add(dict: PayloadDict, name: string, value: Value, lists: ReadonlySet<string>): void {
  const before = dict.get(name);
  if (Array.isArray(before)) {
    before.push(value);
  } else if (before !== undefined) {
    dict.set(name, [before, value]);
  } else {
    dict.set(name, lists.has(name) ? [value] : value);
  }
}

const ENTITIES: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The five entities of XML, and characters by their numbers. */
function unescaped(text: string): string {
  return text.replace(/&(?:#x([0-9a-f]{1,6})|#([0-9]{1,7})|([a-z]+));/gi, (whole, hex, decimal, name) => {
    if (name !== undefined) {
      return Object.hasOwn(ENTITIES, name) ? (ENTITIES[name] ?? whole) : whole;
    }
    const point = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
    return point > 0 && point <= 0x10ffff && !(point >= 0xd800 && point <= 0xdfff)
      ? String.fromCodePoint(point)
      : whole;
  });
}
