import type { Place } from '../errors.ts';

/** A preset as it was read. */
export interface PresetSource {
  content: unknown;
  /** Where a value of it stands; left out for a built-in one. */
  placeAt?: (path: (string | number)[], offset?: number) => Place;
}

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
  /** The address that senders call this server by, where it is given. */
  publicUrl?: string | undefined;
  /** Addresses and networks of the reverse proxies whose headers count. */
  trustedProxies?: readonly string[];
  /** The presets of the configuration, by their names; the built-in ones are there without it. */
  presets?: ReadonlyMap<string, PresetSource>;
}
