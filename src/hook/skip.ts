/** Thrown by a step to end the delivery as `skipped`, with the reason for the log. */
export class Skip extends Error {
  override readonly name = 'Skip';
}
