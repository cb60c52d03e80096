import type { Random } from '../python/random.ts';

const NAMES = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__', 'prototype'];
const KEYS = [...NAMES, 'id', 'name', 'list', 'events', 'card', 'a', '', ' ', '0', '-1', 'items', 'get', 'ключ', '键'];
const TEXTS = [
  '',
  'x',
  '\\u0000',
  '\\u001b[2J',
  '\\ud83d\\ude00',
  '\\ud800',
  '\\udfff\\ud800',
  '\u009b31m',
  '\u202egnp.exe',
  '\\r\\nX-Forged: 1',
  '${HOME}',
  '=1+1',
  "'; DROP TABLE deliveries; --",
  '%s%n%x',
  '../../etc/passwd',
  '<script>alert(1)</script>',
  '(hidden)',
  '\\\\',
  '\\"',
  ...NAMES,
];
const NUMBERS = [
  '0',
  '-0',
  '7',
  '1e999',
  '-1e-999',
  '0.1',
  '1E5',
  '9007199254740993',
  '1.0',
  '-1',
  '00',
  '1.',
  '.5',
  '+1',
  '0x1',
];
const WORDS = ['true', 'false', 'null', 'NaN', 'Infinity', '-Infinity', 'undefined', 'None', 'True'];

/** A text that is JSON, or nearly. */
export function json(random: Random, depth = 0): string {
  switch (random.integer(0, depth > 6 ? 3 : 7)) {
    case 0:
      return jsonString(random);
    case 1:
      return random.chance(0.05) ? '9'.repeat(random.integer(300, 5000)) : random.pick(NUMBERS);
    case 2:
      return random.pick(WORDS);
    case 3:
      return `"${'x'.repeat(random.integer(0, 200))}"`;
    case 4:
    case 5:
      return `[${parts(random, () => json(random, depth + 1))}]`;
    default:
      return jsonMap(random, depth);
  }
}

/** A map that is JSON, or nearly; with these entries first. */
export function jsonMap(random: Random, depth = 0, first: string[] = []): string {
  const entries = parts(random, () => `"${random.pick(KEYS)}":${json(random, depth + 1)}`);
  return `{${[...first, ...(entries === '' ? [] : [entries])].join(',')}}`;
}

/** Fields of a form, or nearly. */
export function form(random: Random): string {
  const pieces = [
    '%00',
    '%1b',
    '%0d%0a',
    '%ff%fe',
    '%ed%a0%80',
    '%',
    '%zz',
    '+',
    '=',
    '&',
    ';',
    '%F0%9F%98%80',
    'x',
    'id',
    ...NAMES,
  ];
  return Array.from({ length: random.integer(0, 30) }, () => random.pick(pieces)).join('');
}

/** A text of any bytes, as Latin-1. */
export function noise(random: Random, most: number): string {
  return Array.from({ length: random.integer(1, most) }, () => String.fromCharCode(random.integer(0, 255))).join('');
}

function jsonString(random: Random): string {
  const text = Array.from({ length: random.integer(0, 3) }, () => random.pick(TEXTS)).join('');
  return `"${text}"`;
}

function parts(random: Random, part: () => string): string {
  return Array.from({ length: random.integer(0, 4) }, part).join(random.chance(0.02) ? ',,' : ',');
}
