/** How much of a time is left, in milliseconds, from now on; at least one. */
export function timeLeft(milliseconds: number): () => number {
  const started = performance.now();
  return () => Math.max(1, milliseconds - Math.round(performance.now() - started));
}
