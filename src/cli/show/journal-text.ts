import type { JournalEntry } from '../../deliveries/delivery.ts';
import { count, indent, localTime, paint } from '../terminal.ts';
import { answerText, requestText } from './calls-text.ts';

/** The changes in the journal of a delivery: what will not be done again when it is taken up again. */
export function journalText(journal: readonly JournalEntry[]): string {
  const changes = journal.filter(({ isChange }) => isChange);
  const blocks = changes.map((entry) => {
    const head = paint('dim', `sent ${localTime(entry.sentAt)}`);
    return `${head}\n${indent(`${requestText(entry.call)}\n${outcomeText(entry)}`, 2)}`;
  });
  return [paint('bold', `journal: ${count(changes.length, 'change')} in Odoo`), ...blocks].join('\n');
}

function outcomeText({ answer, fault }: JournalEntry): string {
  return answer === undefined && fault === undefined
    ? paint('yellow', '? no answer: it is not known whether Odoo carried it out')
    : answerText({ answer, fault });
}
