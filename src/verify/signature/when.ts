import { parseDuration } from '../../duration.ts';
import { headerOf, notVerified, type Sent } from '../sent.ts';
import { asText, readJson, valueAt } from './json-path.ts';
import type { Timestamp } from './keys.ts';
import type { Pairs } from './where.ts';

/** With its zone: without one it would be read in the zone of this machine. */
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,9})?(Z|[+-]\d\d:?\d\d)$/;
const DIGITS = /^\d{1,15}$/;

/** The timestamp of a request, as it is written. Throws RequestError 401 when it is missing, or too far from `now`. */
export function timestampOf(place: Timestamp, sent: Sent, pairs: Pairs | undefined, now: number): string {
  const written = writtenTimestamp(place, sent, pairs);
  if (written === undefined) {
    throw notVerified(`the timestamp is missing (${place.header ?? place.pair ?? place.json})`);
  }
  const time = readTime(written, place.unit);
  if (time === undefined) {
    throw notVerified(`the timestamp is not what it should be (${place.unit})`);
  }
  const tolerance = place.tolerance === 'any' ? Number.POSITIVE_INFINITY : (parseDuration(place.tolerance) ?? 0);
  const away = now - time;
  if (Math.abs(away) > tolerance) {
    const seconds = Math.round(Math.abs(away) / 1000);
    const side = away > 0 ? 'old' : 'ahead of this clock';
    throw notVerified(
      `the timestamp is ${seconds} s ${side}; at most ${place.tolerance} is allowed: a replay, or a wrong clock`,
    );
  }
  return written;
}

function writtenTimestamp(place: Timestamp, sent: Sent, pairs: Pairs | undefined): string | undefined {
  if (place.header !== undefined) {
    return headerOf(sent, place.header);
  }
  return place.pair === undefined
    ? asText(valueAt(readJson(sent.body), place.json ?? ''))
    : pairs?.get(place.pair)?.[0];
}

function readTime(written: string, unit: Timestamp['unit']): number | undefined {
  if (unit === 'iso') {
    return ISO.test(written) ? Date.parse(written) : undefined;
  }
  return DIGITS.test(written) ? Number(written) * (unit === 's' ? 1000 : 1) : undefined;
}

/** `now` (milliseconds since 1970) as a sender writes it; where the timestamp is a part of the body, what stands there. */
export function timestampToSign({ json, unit }: Timestamp, body: Uint8Array, now: number): string {
  if (json !== undefined) {
    return asText(valueAt(readJson(body), json)) ?? '';
  }
  if (unit === 'iso') {
    return new Date(now).toISOString();
  }
  return String(unit === 's' ? Math.floor(now / 1000) : now);
}
