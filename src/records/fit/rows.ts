import { PyObject, type Value } from '../../expression/value.ts';

/** Lines given with the fields by which they are told apart (`match:`), so that those already there are changed and not made anew. */
export class MatchedRows extends PyObject {
  readonly typeName = 'matched rows';
  /** The fields that together tell one line from another. */
  readonly match: readonly string[];
  /** Whether lines that are not among these are taken away. */
  readonly removesMissing: boolean;
  /** A list of dicts; None changes nothing. */
  readonly rows: Value;

  constructor(match: readonly string[], removesMissing: boolean, rows: Value) {
    super();
    this.match = match;
    this.removesMissing = removesMissing;
    this.rows = rows;
  }

  repr(): string {
    return `rows matched by ${this.match.join(', ')}`;
  }
}
