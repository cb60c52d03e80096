import { styleText } from 'node:util';
import { printable } from '../printable.ts';

type Style = Parameters<typeof styleText>[0];

/** Writes a line to the standard output. */
export function say(line = ''): void {
  process.stdout.write(`${line}\n`);
}

/** Writes data as a line of JSON. */
export function sayJson(value: unknown): void {
  say(printable(JSON.stringify(value)));
}

/** Colours a text; on anything but a terminal, and with NO_COLOR, it stays as it is. */
export function paint(style: Style, text: string): string {
  return styleText(style, text);
}

const USUAL_WIDTH = 80;

/** The width of the terminal in characters; unlimited on anything else. */
export function terminalWidth(): number {
  // A terminal that does not tell its width says 0.
  return process.stdout.isTTY ? process.stdout.columns || USUAL_WIDTH : Number.POSITIVE_INFINITY;
}

/** `1 hook`, `2 hooks`; `things` where the plural is another. */
export function count(number: number, thing: string, things = `${thing}s`): string {
  return `${number} ${number === 1 ? thing : things}`;
}

/** The first line of a text, cut to `width` characters. */
export function cut(text: string, width: number): string {
  const [line = '', ...others] = printable(text).split('\n');
  const characters = [...line];
  const whole = others.length === 0 && characters.length <= width;
  return whole ? line : `${characters.slice(0, Math.max(0, width - 1)).join('')}…`;
}

/** Indents every line. */
export function indent(text: string, by: number): string {
  return text.replaceAll(/^/gm, ' '.repeat(by));
}

/** A time in milliseconds since 1970 as `2026-03-01 09:30:05` where the program runs. */
export function localTime(time: number): string {
  const at = new Date(time);
  const two = (part: number) => String(part).padStart(2, '0');
  const day = `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
  return `${day} ${two(at.getHours())}:${two(at.getMinutes())}:${two(at.getSeconds())}`;
}
