import type { IncomingMessage } from 'node:http';
import type { RawRequest } from '../deliveries/delivery.ts';
import { HIDDEN } from '../deliveries/redact.ts';

/**
 * All of a request but its body, as it was sent, without the `secret` of its URL, where it has one: a reverse proxy or a browser repeats the URL in headers
 * such as X-Original-URL and Referer too.
 */
export function requestHead(request: IncomingMessage, secret: string | undefined): Omit<RawRequest, 'body'> {
  const shown = (text: string) => (secret === undefined ? text : text.replaceAll(secret, HIDDEN));
  const { method = '', url = '', rawHeaders, socket } = request;
  const mark = url.indexOf('?');
  const path = shown(mark === -1 ? url : url.slice(0, mark));
  const query = mark === -1 ? [] : [...new URLSearchParams(url.slice(mark + 1))].map(mapPair(shown));
  const headers: [string, string][] = [];
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
    headers.push([shown(rawHeaders[at]?.toLowerCase() ?? ''), shown(rawHeaders[at + 1] ?? '')]);
  }
  return { method, path, query, headers, address: socket.remoteAddress ?? '' };
}

function mapPair(change: (text: string) => string): (pair: [string, string]) => [string, string] {
  return ([name, value]) => [change(name), change(value)];
}
