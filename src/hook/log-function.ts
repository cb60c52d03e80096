import { Builtin } from '../expression/function.ts';
import { str } from '../expression/repr.ts';

/** Odoo's `log(message, level='info')` for the hook's code. */
export function logFunction(note: (line: string) => void): Builtin {
  return new Builtin('log', (args) => {
    note(str(args.positional[0] ?? args.keywords.get('message') ?? ''));
    return null;
  });
}
