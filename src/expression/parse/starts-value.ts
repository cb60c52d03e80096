import type { Cursor } from './cursor.ts';

/** Whether a value can begin here, so that a comma before was not the last thing of its list. */
export function startsValue(cursor: Cursor): boolean {
  const { token } = cursor;
  switch (token.type) {
    case 'string':
    case 'number':
      return true;
    case 'name':
      return !cursor.isKeyword(token) || ['None', 'True', 'False', 'not', 'lambda'].includes(token.text);
    case 'operator':
      return ['(', '[', '{', '-', '+', '~', '*', '...'].includes(token.text);
    default:
      return false;
  }
}
