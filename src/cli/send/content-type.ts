import type { BodyForm } from '../../hook/body-form.ts';

const JSON_TYPE = 'application/json';
const FORM = 'application/x-www-form-urlencoded';

/** The content type that the sender of such a body gives it. `headers` are those given, whose `ce-…` make a binary CloudEvent. */
export function contentTypeFor(form: BodyForm, body: Uint8Array, headers: readonly [string, string][]): string {
  const text = Buffer.from(body).toString();
  if (typeof form === 'object') {
    return 'soap' in form ? SOAP : 'json_with_json' in form ? JSON_TYPE : FORM;
  }
  switch (form) {
    case 'json':
      return JSON_TYPE;
    case 'form':
      return FORM;
    case 'soap':
      return SOAP;
    case 'cloudevents':
      return cloudEventType(text, headers);
    case 'auto':
      return /^[^\s={}[\]"<>]+=/.test(text) ? FORM : JSON_TYPE;
  }
}

const SOAP = 'text/xml; charset=utf-8';

function cloudEventType(text: string, headers: readonly [string, string][]): string {
  if (headers.some(([name]) => name.toLowerCase().startsWith('ce-'))) {
    return JSON_TYPE;
  }
  return `application/cloudevents${text.trimStart().startsWith('[') ? '-batch' : ''}+json`;
}
