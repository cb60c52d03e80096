import { setTimeout } from 'node:timers/promises';

/** Waits until `condition` holds; the test's own time limit ends a wait in vain. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) {
    await setTimeout(5);
  }
}
