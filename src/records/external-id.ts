/** The module part of external ids that name none: no Odoo module is called so, and Odoo deletes the records of its modules' ids at will. */
const OWN_MODULE = '__hookdoo__';

export interface ExternalId {
  module: string;
  name: string;
}

/** An external id such as `base.us`, divided at its first dot; without a dot it is one of Hookdoo's own. */
export function parseExternalId(text: string): ExternalId {
  const dot = text.indexOf('.');
  const [module, name] = dot < 0 ? [OWN_MODULE, text] : [text.slice(0, dot), text.slice(dot + 1)];
  return { module: encode(module), name: encode(name) };
}

/** What `ir.model.data` does not take is percent-encoded. */
function encode(part: string): string {
  return part
    .toWellFormed()
    .replace(/[^A-Za-z0-9_.-]/gu, (character) =>
      [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join(''),
    );
}
