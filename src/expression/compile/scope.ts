/** Where a name is found when the code runs. */
export type Place =
  /** In the slot of the frame this many levels up. */
  | { kind: 'slot'; up: number; index: number; scope: Scope }
  /** Among the names the evaluation is given. */
  | { kind: 'given' };

/** The names that a program, function or comprehension binds, each with its slot. */
export class Scope {
  readonly kind: 'program' | 'function' | 'comprehension';
  readonly parent: Scope | undefined;
  readonly #slots = new Map<string, number>();

  constructor(kind: Scope['kind'], parent: Scope | undefined) {
    this.kind = kind;
    this.parent = parent;
  }

  /** The slot of a name that is bound here, made when it is new. */
  declare(name: string): number {
    const known = this.#slots.get(name);
    if (known !== undefined) {
      return known;
    }
    const index = this.#slots.size;
    this.#slots.set(name, index);
    return index;
  }

  has(name: string): boolean {
    return this.#slots.has(name);
  }

  /** How many slots a frame of this scope needs; known when all of it is compiled. */
  get size(): number {
    return this.#slots.size;
  }

  /** The names bound here and around. */
  visible(): string[] {
    return [...this.#slots.keys(), ...(this.parent?.visible() ?? [])];
  }

  resolve(name: string): Place {
    let up = 0;
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const index = scope.#slots.get(name);
      if (index !== undefined) {
        return { kind: 'slot', up, index, scope };
      }
      up += 1;
    }
    return { kind: 'given' };
  }
}
