import { RequestError } from '../errors.ts';
import { PayloadDict } from '../expression/payload.ts';
import type { Value } from '../expression/value.ts';

const PREFIX = 'ce-';
const JSON_TYPE = /^(application|text)\/([\w.-]+\+)?json$/;

/** What a CloudEvent is read from. `type` is the content type alone, in lower case. */
export interface CloudEventBody {
  type: string;
  bytes: Uint8Array;
  headers: [string, string][];
}

/**
 * A CloudEvent as one dict, in either form (cloudevents.io, HTTP binding): structured, as the JSON that it is (a batch is a list); binary, with
 * the envelope from the headers `ce-…` and the body as its `data`. Throws RequestError 400.
 */
export function readCloudEvent(
  { type, bytes, headers }: CloudEventBody,
  readJson: (text: string) => Value,
  decode: (bytes: Uint8Array) => string,
): Value {
  const envelope = headers.filter(([name]) => name.startsWith(PREFIX));
  if (type.startsWith('application/cloudevents') || envelope.length === 0) {
    if (bytes.length === 0) {
      throw new RequestError(
        400,
        'empty_body',
        'there is no CloudEvent: the body is empty, and no header ce-… was sent',
      );
    }
    return readJson(decode(bytes));
  }
  const event = new PayloadDict();
  for (const [name, value] of envelope) {
    event.set(name.slice(PREFIX.length), unescaped(value));
  }
  if (type !== '') {
    event.set('datacontenttype', type);
  }
  if (bytes.length > 0) {
    setData(event, type, bytes, readJson, decode);
  }
  return event;
}

function setData(
  event: PayloadDict,
  type: string,
  bytes: Uint8Array,
  readJson: (text: string) => Value,
  decode: (bytes: Uint8Array) => string,
): void {
  if (type === '' || JSON_TYPE.test(type)) {
    event.set('data', readJson(decode(bytes)));
  } else if (type.startsWith('text/') || /[/+]xml$/.test(type)) {
    event.set('data', decode(bytes));
  } else {
    event.set('data_base64', Buffer.from(bytes).toString('base64'));
  }
}

/** Headers carry what is not ASCII in percent-encoding. */
function unescaped(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}
