/** The delivery cannot go on before `until` (milliseconds since 1970). */
export class Postponed extends Error {
  override readonly name = 'Postponed';
  readonly until: number;

  constructor(message: string, until: number) {
    super(message);
    this.until = until;
  }
}
