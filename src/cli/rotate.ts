import { type Command, InvalidArgumentError } from 'commander';
import { parseDuration } from '../duration.ts';
import { makeSecret } from '../verify/url-secrets.ts';
import { CannotRun, type CommonOptions, EXIT, type ExitCode, exiting, newCommand } from './command.ts';
import { findHook, soundConfig, withStore } from './configuration.ts';
import { hookPath } from './hook-url.ts';
import { localTime, say } from './terminal.ts';
import { knownUrl } from './url.ts';

interface RotateOptions extends CommonOptions {
  /** Milliseconds for which the old URL works on. */
  grace: number;
}

const DAY = 86_400_000;

export function rotateCommand(): Command {
  return newCommand('rotate', 'Gives a hook a new secret and prints its new URL; the old one works on for a while.')
    .argument('<hook>', "the hook's name")
    .option('--grace <duration>', 'how long the old URL works on, such as 30m or 7d; 0 ends it at once', grace, DAY)
    .addHelpText('after', '\nWithout --grace the old URL works for 24h.')
    .action(exiting(rotate));
}

function grace(text: string): number {
  const duration = text === '0' ? 0 : parseDuration(text);
  if (duration === undefined) {
    throw new InvalidArgumentError('It must be a duration with its unit, such as 30m, 24h or 7d, or 0.');
  }
  return duration;
}

async function rotate(name: string, options: RotateOptions): Promise<ExitCode> {
  const config = await soundConfig(options.config);
  const hook = findHook(config, name);
  if (hook.path !== undefined) {
    throw new CannotRun(
      `\`${name}\` is called by its path, which is no secret. To change the secret that its sender signs with, list the new one ` +
        `and the old one under \`verify\` in ${hook.file} (\`secrets:\`), and take the old one out later`,
    );
  }
  if (hook.secret !== undefined) {
    throw new CannotRun(`the secret of \`${name}\` is given in ${hook.file} (\`secret:\`): change it there`);
  }
  const secret = makeSecret();
  const url = knownUrl(config, hookPath(hook, secret));
  const oldUntil = await withStore(config.store, async (store) => {
    await store.rotateSecret(name, secret, Date.now() + options.grace);
    const others = (await store.secrets()).filter((known) => known.hook === name && known.secret !== secret);
    return Math.max(0, ...others.map(({ expiresAt }) => expiresAt ?? 0));
  });
  const works = oldUntil > Date.now();
  if (options.json) {
    say(JSON.stringify({ hook: name, url, old_url_until: works ? new Date(oldUntil).toISOString() : null }));
  } else {
    say(url);
    say(works ? `The old URL works until ${localTime(oldUntil)}.` : 'No older URL works any more.');
  }
  return EXIT.good;
}
