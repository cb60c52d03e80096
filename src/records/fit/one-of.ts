import type { HookRefused } from '../../errors.ts';
import type { Fitting } from './fitting.ts';
import { CURRENCY } from './keys.ts';
import { refused, shown } from './refusal.ts';

/** The only one of the ids; undefined when there is none. Throws HookRefused when there are several. */
export function oneOf(ids: readonly bigint[], text: string, field: string, fitting: Fitting): bigint | undefined {
  if (ids.length > 1) {
    const { relation } = fitting.field;
    const message = `several ${relation} records have ${shown(text)} as ${field} (${ids.slice(0, 5).join(', ')})`;
    throw refused('many_records', `${message}; give the id, or \`{find: {…}}\` with more fields`, fitting);
  }
  return ids[0];
}

/** The refusal of a text for which no record was found. */
export function noneCalled(text: string, tried: readonly string[], fitting: Fitting): HookRefused {
  const { relation = '' } = fitting.field;
  const by = tried.length === 0 ? '' : ` (looked for as ${tried.join(', ')})`;
  const number = /^\d+$/.test(text) ? '; an id is a number: int(…)' : '';
  return refused(
    'no_record',
    `no ${relation} is called ${shown(text)}${by}${exceptArchived(fitting)}${number}`,
    fitting,
  );
}

/** Ends the sentence that no record was found, where only those that are not archived were looked at. */
export function exceptArchived({ field, answers }: Fitting): string {
  const { relation = '' } = field;
  const areFound = relation === CURRENCY || answers.context.active_test === false;
  return answers.fields(relation).has('active') && !areFound ? '; archived records are not looked at' : '';
}
