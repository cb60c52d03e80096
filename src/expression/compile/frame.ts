import type { Value } from '../value.ts';

/** The variables of one running function, comprehension or program. */
export class Frame {
  readonly slots: (Value | undefined)[];
  /** The frame of the function around this one. */
  readonly parent: Frame | undefined;
  /** The names the evaluation was given. */
  readonly names: ReadonlyMap<string, Value>;
  /** What `return` gave. */
  result: Value = null;

  constructor(size: number, parent: Frame | undefined, names: ReadonlyMap<string, Value>) {
    this.slots = new Array<Value | undefined>(size).fill(undefined);
    this.parent = parent;
    this.names = names;
  }
}

/** A compiled expression. */
export type Run = (frame: Frame) => Value;

/** How a statement ended. */
export type Signal = 0 | 1 | 2 | 3;
export const NEXT = 0;
export const BREAK = 1;
export const CONTINUE = 2;
export const RETURN = 3;

/** A compiled statement. */
export type Execute = (frame: Frame) => Signal;
