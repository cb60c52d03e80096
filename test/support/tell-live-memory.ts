// Loaded into the program before all else: on SIGUSR2 it lets go of all that nothing holds, and writes what is left, in bytes, into a file.
import { renameSync, writeFileSync } from 'node:fs';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';

setFlagsFromString('--expose-gc');
const collect: () => void = runInNewContext('gc');
process.on('SIGUSR2', () => {
  // What a finalizer lets go of is collected the second time.
  collect();
  setImmediate(() => {
    collect();
    const { heapUsed, external } = process.memoryUsage();
    writeFileSync('live-memory.new', String(heapUsed + external));
    renameSync('live-memory.new', 'live-memory');
  });
});
