import { deflateSync, gzipSync } from 'node:zlib';
import type { Random } from '../python/random.ts';
import { HOSTILE_BODIES } from '../support/hostile-bodies.ts';
import { hostileRequests } from '../support/hostile-requests.ts';
import { pathOf, STRICT } from './hooks.ts';
import { type Senders, strangeBody } from './senders.ts';
import { form, json, jsonMap, noise } from './values.ts';

/** What is sent on one connection. */
export interface Sent {
  kind: string;
  /** As Latin-1. */
  bytes: string;
  /** How many answers come, when all goes well. */
  answers: number;
  /** Whether the client goes before any answer, or waits until the server closes a connection on which nothing more comes. */
  ends: 'answered' | 'gone' | 'silent';
  /** The same for a connection that is kept, where it can be sent so. */
  kept?: { path: string; body: string };
}

type Kind = (random: Random, id: string, senders: Senders) => Omit<Sent, 'kind'>;

const LOOSE = pathOf('loose');
const LOOSE_REQUESTS = hostileRequests(LOOSE);
const TYPES = [
  'application/json',
  'application/x-www-form-urlencoded',
  'text/plain',
  'application/json; charset=utf-7',
  'multipart/form-data; boundary=x',
  '__proto__',
  ';;;',
  'application/json, text/html',
];
const HEADERS = [
  'X-Forwarded-For: 1.2.3.4, __proto__',
  'X-Forwarded-Host: evil.example',
  'Forwarded: for=unknown',
  '__proto__: x',
  'constructor: x',
  'X-Fuzz: \xff\x80\x9b31m',
  'Cookie: a=b; __proto__=c',
  'Authorization: Basic ====',
  'Content-MD5: x',
  'If-None-Match: *',
  'Range: bytes=0-0,-1',
  'Upgrade: websocket',
  'Expect: 100-continue',
  'TE: trailers',
  'X-HTTP-Method-Override: DELETE',
];

/** The kinds of requests, each with how often it comes among all. */
export const KINDS: readonly [name: string, weight: number, make: Kind][] = [
  ['valid JSON', 20, (random, id) => one(pathOf(random.pick(STRICT)), valid(random, id))],
  ['valid form', 4, (random, id) => one(pathOf('form'), `id=${id}&${form(random)}`, TYPES[1])],
  ['query', 6, (random, id) => answered(`GET ${pathOf('query')}?id=${id}&${url(random)} HTTP/1.1\r\n${REST}`)],
  ['nearly JSON', 20, (random) => one(pathOf(random.pick(STRICT)), utf8(json(random)), random.pick(TYPES))],
  ['a list to split', 4, (random) => one(pathOf('split'), utf8(`{"events":[${json(random)},${jsonMap(random)}]}`))],
  ['nearly a form', 5, (random) => one(pathOf(random.pick(['form', 'field', 'plain'])), form(random), TYPES[1])],
  ['noise as a body', 3, (random) => one(pathOf(random.pick(STRICT)), noise(random, 300), random.pick(TYPES))],
  ['a hostile body', 0.6, (random) => one(LOOSE, latin1(random.pick(HOSTILE_BODIES)[1]))],
  ['a hostile request', 8, (random) => answered(random.pick(LOOSE_REQUESTS)[2])],
  [
    'strange headers',
    6,
    (random, id) => one(pathOf(random.pick(STRICT)), valid(random, id), TYPES[0], headers(random)),
  ],
  ['a packed body', 2, (random, id) => one(LOOSE, packed(random, id), TYPES[0], [encoding(random)])],
  ['an unknown address', 8, (random, id) => one(address(random), valid(random, id))],
  ['chunks', 4, (random, id) => answered(chunked(random, pathOf(random.pick(STRICT)), valid(random, id)))],
  ['several at once', 1, (random, id) => pipelined(random, id)],
  ['a known sender', 5, (random, _id, senders) => answered(senders.request(random))],
  ['its changed bytes', 4, (random, _id, senders) => answered(changed(random, senders.request(random)))],
  ['a strange body, signed', 4, (random, _id, senders) => answered(senders.request(random, strangeBody(random)))],
  ['changed bytes', 8, (random, id) => answered(changed(random, post(LOOSE, valid(random, id))))],
  ['noise', 2, (random) => answered(noise(random, 500))],
  ['half a request', 0.3, (random, id) => ({ ...half(random, id), ends: 'silent' })],
  ['half a request, gone', 2, (random, id) => ({ ...half(random, id), ends: 'gone' })],
  ['gone before the answer', 2, (random, id) => ({ ...one(LOOSE, valid(random, id)), ends: 'gone' })],
];

const REST = 'Host: x\r\nConnection: close\r\n\r\n';

function answered(bytes: string): Omit<Sent, 'kind'> {
  return { bytes, answers: 1, ends: 'answered' };
}

function one(path: string, body: string, type = TYPES[0], more: string[] = []): Omit<Sent, 'kind'> {
  const kept = type === TYPES[0] && more.length === 0 && /^[!-~]+$/.test(path) && { kept: { path, body } };
  return { ...answered(post(path, body, type, ['Connection: close', ...more])), ...kept };
}

function post(path: string, body: string, type = TYPES[0], more: string[] = ['Connection: close']): string {
  const head = ['Host: x', `Content-Type: ${type}`, `Content-Length: ${body.length}`, ...more];
  return `POST ${path} HTTP/1.1\r\n${head.join('\r\n')}\r\n\r\n${body}`;
}

function valid(random: Random, id: string): string {
  const extra = random.chance(0.5) ? '' : `,"name":"Ann ${random.integer(1, 99)}","list":[1,"x",{}]`;
  return `{"id":"${id}"${extra}}`;
}

function headers(random: Random): string[] {
  return Array.from({ length: random.integer(1, random.chance(0.02) ? 250 : 8) }, () => random.pick(HEADERS));
}

function encoding(random: Random): string {
  return `Content-Encoding: ${random.pick(['gzip', 'deflate', 'br', 'identity, gzip', 'x', 'GZIP'])}`;
}

function packed(random: Random, id: string): string {
  const bomb = random.chance(0.1) ? 'x'.repeat(1_000_000) : valid(random, id);
  return latin1(random.chance(0.5) ? gzipSync(bomb) : deflateSync(bomb));
}

function url(random: Random): string {
  const pieces = [
    '%00',
    '%0d%0a',
    '%2f',
    '..',
    '/',
    '//',
    '%',
    '%zz',
    '?',
    '&',
    '=',
    '[',
    ']',
    '@',
    ':',
    ';',
    '\\',
    '|',
    '"',
    '{',
    '^',
    'a',
  ];
  return Array.from({ length: random.integer(0, 12) }, () => random.pick(pieces)).join('');
}

function address(random: Random): string {
  const starts = [
    '/',
    '//',
    '/web/hook/',
    '/web/hook/x',
    '/WEB/HOOK/',
    'http://',
    'http://x/',
    '/healthz',
    '/readyz',
    '*',
    '/hook/',
    '/%2e%2e/',
  ];
  return random.pick(starts) + url(random);
}

function chunked(random: Random, path: string, body: string): string {
  const chunks: string[] = [];
  for (let at = 0; at < body.length; ) {
    const piece = body.slice(at, at + random.integer(1, 20));
    const extension = random.chance(0.1) ? ';a="b"' : '';
    chunks.push(`${piece.length.toString(16)}${extension}\r\n${piece}\r\n`);
    at += piece.length;
  }
  const head = `POST ${path} HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n`;
  return `${head}${chunks.join('')}0\r\n\r\n`;
}

function pipelined(random: Random, id: string): Omit<Sent, 'kind'> {
  const answers = random.integer(2, 40);
  const path = pathOf(random.pick(STRICT));
  const last = answers - 1;
  const requests = Array.from({ length: answers }, (_, index) =>
    post(path, valid(random, `${id}-${index}`), TYPES[0], index === last ? ['Connection: close'] : []),
  );
  return { bytes: requests.join(''), answers, ends: 'answered' };
}

function changed(random: Random, bytes: string): string {
  let text = bytes;
  for (let changes = random.integer(1, 5); changes > 0; changes -= 1) {
    const at = random.integer(0, text.length - 1);
    const cut = random.integer(0, 3);
    text = text.slice(0, at) + (random.chance(0.7) ? noise(random, 3) : '') + text.slice(at + cut);
  }
  return text === '' ? 'x' : text;
}

function half(random: Random, id: string): Omit<Sent, 'kind' | 'ends'> {
  const whole = post(LOOSE, valid(random, id));
  return { bytes: whole.slice(0, random.integer(1, whole.length - 1)), answers: 1 };
}

function utf8(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

function latin1(bytes: string | Uint8Array): string {
  return Buffer.from(bytes).toString('latin1');
}
