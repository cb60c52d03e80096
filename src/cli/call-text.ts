import { callName, type OdooCall } from '../odoo/call.ts';
import { type Json, writeJson } from '../odoo/json.ts';
import { printable } from '../printable.ts';
import { indent } from './terminal.ts';

/** A call as people write it: `sale.order.write([7], {"currency_id": 1})`, or `POST https://example.com/ {"id": 7}`. */
export function callText({ model, method, ids, args, kwargs }: OdooCall): string {
  const named = Object.entries(kwargs).map(([name, value]) => `${name}=${jsonText(value)}`);
  if (model === '') {
    return printable([method, ...args.map(jsonText), ...named].join(' '));
  }
  const given = [...(ids === undefined ? [] : [[...ids]]), ...args].map(jsonText);
  return printable(`${model}.${method}(${[...given, ...named].join(', ')})`);
}

/** JSON on one line, with a space after each comma and colon. */
export function jsonText(value: Json): string {
  // Line ends stand between the parts only: in a text they are written as \n.
  return writeJson(value, 1)
    .replaceAll(/([[{])\n\s*/g, '$1')
    .replaceAll(/\n\s*([\]}])/g, '$1')
    .replaceAll(/\n\s*/g, ' ');
}

/** The call on one line where it fits into `width` characters, else over several. */
export function callBlock(call: OdooCall, width: number): string {
  const line = callText(call);
  if (line.length <= width) {
    return line;
  }
  const parts = [
    ...(call.ids === undefined ? [] : [jsonText([...call.ids])]),
    ...call.args.map((value) => jsonBlock(value, width)),
    ...Object.entries(call.kwargs).map(([name, value]) => `${name}=${jsonBlock(value, width - name.length)}`),
  ];
  return printable(call.model === '' ? [call.method, ...parts].join(' ') : `${callName(call)}(${parts.join(', ')})`);
}

/** JSON in which each list and map that fits into `width` characters stands on one line. */
function jsonBlock(value: Json, width: number): string {
  const line = jsonText(value);
  if (line.length <= width || typeof value !== 'object' || value === null) {
    return line;
  }
  if (Array.isArray(value)) {
    const items = value.map((item) => indent(jsonBlock(item, width - 3), 2));
    return `[\n${items.join(',\n')}\n]`;
  }
  const entries = Object.entries(value).map(([name, item]) => {
    const key = `${JSON.stringify(name)}: `;
    return indent(`${key}${jsonBlock(item, width - 3 - key.length)}`, 2);
  });
  return `{\n${entries.join(',\n')}\n}`;
}
