import { HookRefused } from '../../errors.ts';

/** The refusal of what is none of a selection's values, as far as they are known: Odoo may have it by now, such as a language. */
export class NotAChoice extends HookRefused {
  constructor({ code, message, place }: HookRefused) {
    super(code, message, { place });
  }
}
