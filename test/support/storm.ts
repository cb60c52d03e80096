import { Random } from '../python/random.ts';
import type { Boundary, Verdict } from './fault-proxy.ts';
import { Lane } from './lane.ts';
import type { ShopOdoo, ShopOrder } from './shop-order.ts';
import { until } from './until.ts';

/** How often something goes wrong at a boundary. */
const CHANCE = 0.15;
const KINDS: Record<Boundary, readonly ('kill' | Exclude<Verdict, 'pass'>)[]> = {
  asked: ['kill', 'cut', 'swallow', 502, 503],
  'at work': ['kill', 'cut'],
  'carried out': ['kill', 'cut', 'swallow', 502, 504],
  answered: ['kill'],
};

/**
 * Sends orders to one program while so many faults strike anywhere, then lets it work in peace. Gives the faults, and what is not as it
 * must be afterwards.
 */
export async function storm(
  odoo: ShopOdoo,
  { seed, orders, faults }: { seed: number; orders: number; faults: number },
): Promise<{ struck: string[]; complaints: string[] }> {
  const random = new Random(seed);
  const lane = await Lane.open(odoo);
  const struck: string[] = [];
  let restarting: Promise<void> | undefined;

  /** Comes back when it is killed, while it starts again. */
  async function killAndRestart(): Promise<void> {
    const killed = lane.served.kill();
    restarting = killed
      .then(() => lane.served.start())
      .finally(() => {
        restarting = undefined;
      });
    await killed;
  }

  lane.proxy.watch = async (at, { name }) => {
    if (struck.length >= faults || !random.chance(CHANCE)) {
      return 'pass';
    }
    const kind = random.pick(KINDS[at]);
    if (kind === 'kill' && restarting !== undefined) {
      return 'pass';
    }
    struck.push(`${kind} when ${name} is ${at}`);
    if (kind === 'kill') {
      await killAndRestart();
      return 'cut';
    }
    return kind;
  };

  try {
    await lane.served.start();
    const sent = await Promise.all(Array.from({ length: orders }, () => odoo.newOrder('storm')));
    await Promise.all(sent.map((order) => sendUntilTaken(lane, order)));
    await until(async () => struck.length >= faults || (await areSettled(lane, sent)));
    const found = await Promise.all(
      sent.map(async (order) => (await lane.complaints(order)).map((complaint) => `${order.number}: ${complaint}`)),
    );
    await restarting;
    return { struck, complaints: found.flat() };
  } finally {
    await lane.close();
  }
}

async function sendUntilTaken(lane: Lane, order: ShopOrder): Promise<void> {
  await until(async () => (await lane.send(order)) === 200);
}

async function areSettled(lane: Lane, orders: readonly ShopOrder[]): Promise<boolean> {
  for (const { event } of orders) {
    if (!(await lane.served.isSettled(event))) {
      return false;
    }
  }
  return true;
}
