import { Command } from 'commander';
import { readEnvironment } from '../config/env.ts';
import { StoreUnavailable } from '../deliveries/store.ts';
import { ConfigError, formatProblem, OdooRejected, OdooUnavailable } from '../errors.ts';
import { count } from './terminal.ts';

/** What every command takes. */
export interface CommonOptions {
  /** The folder of the configuration. */
  config: string;
  /** Write JSON, for programs. */
  json: boolean;
}

/** How a command ends: well; with faults found, tests failed, a delivery refused; wrongly used or not able to run. */
export const EXIT = { good: 0, faults: 1, failed: 2 } as const;
export type ExitCode = (typeof EXIT)[keyof typeof EXIT];

/** The command cannot do what it was asked: its message says why and what to do, and goes to the terminal as it is. */
export class CannotRun extends Error {
  override readonly name = 'CannotRun';
}

/** A command with the options that all commands take. */
export function newCommand(name: string, about: string): Command {
  const folder = readEnvironment().configFolder;
  return new Command(name)
    .description(about)
    .option('--config <dir>', 'the folder of the configuration; also HOOKDOO_CONFIG', folder || './config')
    .option('--json', 'write JSON, for programs', false);
}

/** Makes an action for commander of work that gives the exit code. What keeps it from running is told in a sentence, without a stack. */
export function exiting<Args extends unknown[]>(
  work: (...args: Args) => Promise<ExitCode>,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    try {
      process.exitCode = await work(...args);
    } catch (error) {
      process.stderr.write(`${explain(error)}\n`);
      process.exitCode = EXIT.failed;
    }
  };
}

function explain(error: unknown): string {
  if (error instanceof ConfigError) {
    return [...error.problems.map(formatProblem), count(error.problems.length, 'problem')].join('\n');
  }
  if (
    error instanceof CannotRun ||
    error instanceof StoreUnavailable ||
    error instanceof OdooUnavailable ||
    error instanceof OdooRejected
  ) {
    return `hookdoo: ${error.message}`;
  }
  return `hookdoo: a fault of Hookdoo itself\n${error instanceof Error ? error.stack : String(error)}`;
}
