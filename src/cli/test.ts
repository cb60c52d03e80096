import type { Command } from 'commander';
import type { Config } from '../config/load.ts';
import type { Hook } from '../hook/hook.ts';
import type { PlacedTest } from '../hook/hook-test.ts';
import { printable } from '../printable.ts';
import { type CommonOptions, EXIT, type ExitCode, exiting, newCommand } from './command.ts';
import { connectionOf, findHook, soundConfig } from './configuration.ts';
import { count, indent, paint, say } from './terminal.ts';
import { runTest } from './testing/run-test.ts';

/** What became of one test; `differences` is empty when it passed. */
interface Result {
  hook: string;
  test: string;
  place: string;
  differences: string[];
}

export function testCommand(): Command {
  return newCommand('test', "Runs the hooks' own `tests:` against the built-in sandbox Odoo.")
    .argument('[hook...]', 'only these hooks')
    .action(exiting(test));
}

async function test(names: string[], { config: folder, json }: CommonOptions): Promise<ExitCode> {
  const config = await soundConfig(folder);
  const hooks = names.length === 0 ? config.hooks : names.map((name) => findHook(config, name));
  const results: Result[] = [];
  for (const hook of hooks.filter(({ tests }) => tests.length > 0)) {
    const ofHook = await testHook(hook, config);
    results.push(...ofHook);
    if (json) {
      say(ofHook.map((result) => JSON.stringify(result)).join('\n'));
    } else {
      showHook(hook, ofHook);
    }
  }
  const failed = results.filter(({ differences }) => differences.length > 0).length;
  const passed = results.length - failed;
  const untested = hooks.filter(({ tests }) => tests.length === 0).length;
  if (json) {
    say(JSON.stringify({ passed, failed, hooks_without_tests: untested }));
  } else {
    const also = untested === 0 ? '' : `; ${count(untested, 'hook')} without tests`;
    say(`${passed} passed, ${failed === 0 ? '0 failed' : paint('red', `${failed} failed`)}${also}`);
  }
  return failed === 0 ? EXIT.good : EXIT.faults;
}

async function testHook(hook: Hook, config: Config): Promise<Result[]> {
  const settings = connectionOf(config, hook);
  const results: Result[] = [];
  for (const [index, test] of hook.tests.entries()) {
    const differences = await runTest(hook, test, settings, config.server.limits);
    results.push({ hook: hook.name, test: test.name ?? `test ${index + 1}`, place: placeText(test), differences });
  }
  return results;
}

function placeText({ place }: PlacedTest): string {
  return `${place.file}:${place.line}`;
}

function showHook(hook: Hook, results: Result[]): void {
  const failed = results.filter(({ differences }) => differences.length > 0);
  if (failed.length === 0) {
    say(`${paint('green', '✓')} ${hook.name} ${paint('dim', `(${count(results.length, 'test')})`)}`);
  }
  for (const { test, place, differences } of failed) {
    say(`${paint('red', '✗')} ${hook.name}: ${test}  ${paint('dim', place)}`);
    say(indent(differences.map(printable).join('\n'), 4));
  }
}
