import type { Means } from './scheme.ts';
import { type Door, doorOf, type GuardedHook } from './verified-request.ts';

/** Finds the hook that stands at a path under /hook/. */
export interface UrlPaths {
  find(path: string): Door | undefined;
}

/** Looks paths up in the hooks that are served; `hooks` gives the same object again for as long as nothing changed. */
export function urlPaths(hooks: () => ReadonlyMap<string, GuardedHook>, means: Means): UrlPaths {
  let seen: unknown;
  let table = new Map<string, Door>();

  return {
    find(path) {
      const now = hooks();
      if (now !== seen) {
        const doors = [...now].flatMap(([name, hook]): [string, Door][] =>
          hook.path === undefined ? [] : [[hook.path, doorOf(name, hook, means)]],
        );
        table = new Map(doors);
        seen = now;
      }
      return table.get(path);
    },
  };
}
