/** A time in ISO 8601 form with its offset, as senders write it. */
const TIME = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
const NUMBER = /^-?\d+(\.\d+)?$/;

/** Whether version `one` is newer than `other`: as numbers, as times, else as texts. */
export function isNewer(one: string, other: string): boolean {
  if (NUMBER.test(one) && NUMBER.test(other)) {
    return compareNumbers(one, other) > 0;
  }
  const [time, otherTime] = [instant(one), instant(other)];
  if (time !== undefined && otherTime !== undefined && time !== otherTime) {
    return time > otherTime;
  }
  return one > other;
}

function compareNumbers(one: string, other: string): number {
  const whole = /^-?\d+$/.test(one) && /^-?\d+$/.test(other);
  if (whole) {
    return BigInt(one) > BigInt(other) ? 1 : BigInt(one) < BigInt(other) ? -1 : 0;
  }
  return Number(one) - Number(other);
}

/** In milliseconds since 1970; undefined when the text is no time. */
function instant(text: string): number | undefined {
  const time = TIME.test(text) ? Date.parse(text.replace(' ', 'T')) : Number.NaN;
  return Number.isNaN(time) ? undefined : time;
}
