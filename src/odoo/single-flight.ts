/** Runs one load per key at a time: who asks while one is under way gets its result, or its error. */
export function singleFlight<T>(): (key: string, load: () => Promise<T>) => Promise<T> {
  const underway = new Map<string, Promise<T>>();
  return (key, load) => {
    const running = underway.get(key);
    if (running !== undefined) {
      return running;
    }
    const started = load().finally(() => underway.delete(key));
    underway.set(key, started);
    return started;
  };
}
