import { hostname } from 'node:os';
import type { Store } from '../../deliveries/store.ts';

/** Whether a server carries out what is in the store. One on another machine is taken at its word. */
export async function isServed(store: Store): Promise<boolean> {
  const processes = await store.serving();
  return processes.some(({ host, pid }) => host !== hostname() || isAlive(pid));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
