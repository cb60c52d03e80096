let read = systemClock;

function systemClock(): number {
  return Math.floor((performance.timeOrigin + performance.now()) * 1000);
}

/** The time now, in microseconds since 1970 UTC. The one clock of the language. */
export function now(): number {
  return read();
}

/** Runs the evaluation with this clock (microseconds since 1970 UTC), so that running it again sees the same time. */
export function withClock<Result>(clock: () => number, run: () => Result): Result {
  const outer = read;
  read = clock;
  try {
    return run();
  } finally {
    read = outer;
  }
}
