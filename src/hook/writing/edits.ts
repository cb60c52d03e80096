/** What the bridge wrote last to a field of a record; values are told apart by their marks. */
export interface WrittenMark {
  field: string;
  /** What Odoo held after the last write; null when there was none. */
  last: string | null;
  /** What was about to be written when nothing more was heard: then Odoo holds `last` or this. */
  next: string | null;
  /** What came in, was not written and was told of. */
  noted: string[];
}

/** `only`: to be kept where nothing else was kept since. */
export type KeptMark = WrittenMark & { only?: Pick<WrittenMark, 'last' | 'next'> };

/** Remembers, over all deliveries, what the bridge wrote to the fields of records: what differs from it a person has edited. */
export interface Edits {
  /** A short text that equal texts share. */
  mark(text: string): string;
  /** The same when a delivery is taken up again, up to its last change. */
  written(model: string, id: bigint): Promise<WrittenMark[]>;
  keep(model: string, id: bigint, fields: readonly KeptMark[]): Promise<void>;
}

/** Remembers nothing: for a delivery that is only rehearsed. */
export const NO_EDITS: Edits = {
  mark: (text) => text,
  written: async () => [],
  keep: async () => undefined,
};
