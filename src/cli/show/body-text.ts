import type { DeliveryLog } from '../../deliveries/delivery.ts';
import { printable } from '../../printable.ts';

/** The text of a body; undefined when it is none. */
export function decodeBody(body: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return undefined;
  }
}

/** A body as people read it: JSON over several lines, with its numbers as they were written. */
export function bodyText({ request: { body }, bodyKept }: DeliveryLog): string {
  if (bodyKept === 'none') {
    return '(the body is not kept)';
  }
  if (body.length === 0) {
    return '(no body)';
  }
  const text = decodeBody(body);
  return text === undefined
    ? `(${body.length} bytes that are not UTF-8 text; --json gives them in Base64)`
    : printable(pretty(text));
}

function pretty(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text, keepNumber), null, 2);
  } catch {
    return text;
  }
}

function keepNumber(_key: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === 'number' && context?.source !== undefined ? JSON.rawJSON(context.source) : value;
}
