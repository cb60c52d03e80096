import { type Logger, pino } from 'pino';
import { onOneLine, printable } from './printable.ts';

export type Log = Logger;

/** A logger that writes JSON lines, or readable lines when `readable` (a terminal). Messages are static text; facts go in fields. */
export function createLog(options: { level: string; readable: boolean; write?: (line: string) => void }): Log {
  const write = options.write ?? ((line: string) => process.stderr.write(line));
  const stream = {
    write: options.readable ? (line: string) => write(readableLine(line)) : (line: string) => write(printable(line)),
  };
  return pino(
    {
      level: options.level,
      base: null,
      timestamp: pino.stdTimeFunctions.isoTime,
      formatters: { level: (label) => ({ level: label }) },
    },
    stream,
  );
}

const LEVEL_MARK: Record<string, string> = { error: '✗ ', fatal: '✗ ', warn: '! ' };

function readableLine(line: string): string {
  const { time, level, msg, ...fields } = JSON.parse(line);
  const facts = Object.entries(fields).map(([key, value]) =>
    onOneLine(`${key}=${typeof value === 'string' ? value : JSON.stringify(value)}`),
  );
  return `${String(time).slice(11, 19)} ${LEVEL_MARK[String(level)] ?? '  '}${[msg, ...facts].join('  ')}\n`;
}
