const UNITS: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** The form of a duration, also for the JSON Schema. */
export const DURATION = /^(\d+(?:\.\d+)?)(ms|s|m|h|d)$/;

/** `10s`, `1.5h`, `24h` in milliseconds; undefined when the text is no duration. */
export function parseDuration(text: string): number | undefined {
  return readQuantity(text, DURATION, UNITS);
}

/** The number before the unit times the unit's worth, rounded; undefined when the text does not have the form. */
export function readQuantity(text: string, form: RegExp, units: Record<string, number>): number | undefined {
  const [, amount, unit] = form.exec(text) ?? [];
  return amount === undefined || unit === undefined
    ? undefined
    : Math.round(Number(amount) * (units[unit] ?? Number.NaN));
}
