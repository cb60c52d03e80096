import { Command } from 'commander';
import { checkCommand } from './check.ts';
import { EXIT } from './command.ts';
import { discardCommand } from './discard.ts';
import { dryRunCommand } from './dry-run.ts';
import { logCommand } from './log.ts';
import { replayCommand } from './replay.ts';
import { rotateCommand } from './rotate.ts';
import { schemaCommand } from './schema.ts';
import { sendCommand } from './send.ts';
import { serveCommand } from './serve.ts';
import { showCommand } from './show.ts';
import { testCommand } from './test.ts';
import { urlCommand } from './url.ts';

/** The `hookdoo` command line. Wrong usage exits with 2. */
export function buildProgram(): Command {
  stopWhenNobodyReads();
  const program = new Command('hookdoo')
    .description("Receives webhooks and turns them into calls to Odoo, as hooks in YAML say in Odoo's own words.")
    .showHelpAfterError('(--help shows what there is)')
    .exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? EXIT.good : EXIT.failed));
  const commands = [
    serveCommand(),
    checkCommand(),
    testCommand(),
    dryRunCommand(),
    sendCommand(),
    logCommand(),
    showCommand(),
    replayCommand(),
    discardCommand(),
    urlCommand(),
    rotateCommand(),
    schemaCommand(),
  ];
  for (const command of commands) {
    program.addCommand(command.copyInheritedSettings(program));
  }
  return program;
}

/** `hookdoo log | head` is no fault: what is left to write is dropped. */
function stopWhenNobodyReads(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code !== 'EPIPE') {
      throw error;
    }
    process.exit(EXIT.good);
  });
}
