import type { Place } from '../errors.ts';

/** What the parser of one hook file is told about its surroundings. */
export interface HookContext {
  /** The file's path under hooks/, without `.yaml`. */
  name: string;
  file: string;
  /** The names of the configured connections. */
  connections: string[];
  /** The values that were filled in for `${…}` from the environment or a file: they must not be written anywhere. */
  secrets?: readonly string[];
  /** Where a value of the file stands; `offset` counts UTF-16 units inside a text. */
  placeAt(path: (string | number)[], offset?: number): Place;
}
