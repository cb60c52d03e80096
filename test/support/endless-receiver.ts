import { openStore } from '../../src/deliveries/open-store.ts';
import { arrival } from './raw-request.ts';

// A process of its own: stores deliveries until it is killed, and prints each id once the store has acknowledged it.
const store = await openStore(process.argv[2] ?? '');
for (;;) {
  const arrivals = Array.from({ length: 20 }, () => store.receive(arrival()));
  const received = await Promise.all(arrivals);
  process.stdout.write(received.map(({ delivery }) => `${delivery.id}\n`).join(''));
}
