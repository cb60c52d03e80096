import { openStore } from '../../src/deliveries/open-store.ts';
import { rawRequest } from './raw-request.ts';

// A process of its own: stores deliveries until it is killed, and prints each id once the store has acknowledged it.
const store = await openStore(process.argv[2] ?? '');
for (;;) {
  const arrivals = Array.from({ length: 20 }, () => store.receive({ hook: 'a', request: rawRequest(), redact: [] }));
  const received = await Promise.all(arrivals);
  process.stdout.write(received.map(({ id }) => `${id}\n`).join(''));
}
