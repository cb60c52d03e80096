/** A count in a relativedelta: an int, or a float where one was given. */
export type Amount = bigint | number;

export const relativeNames = [
  'years',
  'months',
  'days',
  'leapdays',
  'hours',
  'minutes',
  'seconds',
  'microseconds',
] as const;
export const dateNames = ['year', 'month', 'day'] as const;
export const clockNames = ['hour', 'minute', 'second', 'microsecond'] as const;

export type RelativeName = (typeof relativeNames)[number];
export type AbsoluteName = (typeof dateNames)[number] | (typeof clockNames)[number];

export type Relative = Record<RelativeName, Amount>;
export type Absolute = Record<AbsoluteName, bigint | null>;

export function noRelative(): Relative {
  return { years: 0n, months: 0n, days: 0n, leapdays: 0n, hours: 0n, minutes: 0n, seconds: 0n, microseconds: 0n };
}

export function noAbsolute(): Absolute {
  return { year: null, month: null, day: null, hour: null, minute: null, second: null, microsecond: null };
}

export function add(left: Amount, right: Amount): Amount {
  return typeof left === 'bigint' && typeof right === 'bigint' ? left + right : Number(left) + Number(right);
}

export function isZero(amount: Amount): boolean {
  return Number(amount) === 0;
}

export function negated(amount: Amount): Amount {
  return typeof amount === 'bigint' ? -amount : -amount;
}

const carries: [from: RelativeName, to: RelativeName, size: number][] = [
  ['microseconds', 'seconds', 1_000_000],
  ['seconds', 'minutes', 60],
  ['minutes', 'hours', 60],
  ['hours', 'days', 24],
  ['months', 'years', 12],
];

/** Carries full units over to the next greater one, each towards zero: 25 hours are 1 day and 1 hour; days stay as they are. */
export function carry(given: Relative): Relative {
  const fields = { ...given };
  for (const [from, to, size] of carries) {
    const amount = fields[from];
    if (typeof amount === 'bigint') {
      fields[to] = add(fields[to], amount / BigInt(size));
      fields[from] = amount % BigInt(size);
    } else if (Math.abs(amount) > size - 1) {
      const rest = amount % size;
      fields[to] = add(fields[to], (amount - rest) / size);
      fields[from] = rest;
    }
  }
  return fields;
}
