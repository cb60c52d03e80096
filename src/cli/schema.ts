import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Command } from 'commander';
import { configJsonSchema } from '../config/schema.ts';
import { CannotRun, type CommonOptions, EXIT, type ExitCode, exiting, newCommand } from './command.ts';
import { say } from './terminal.ts';

interface SchemaOptions extends CommonOptions {
  stdout: boolean;
}

export function schemaCommand(): Command {
  return newCommand('schema', 'Writes the JSON Schemas with which editors complete and check the YAML files.')
    .option('--stdout', 'print them instead, as one JSON object', false)
    .action(exiting(schema));
}

async function schema({ config: folder, json, stdout }: SchemaOptions): Promise<ExitCode> {
  const schemas = configJsonSchema();
  if (stdout) {
    say(asText(schemas));
    return EXIT.good;
  }
  if (!existsSync(folder)) {
    throw new CannotRun(`there is no folder ${folder}; --config names the folder that holds hookdoo.yaml`);
  }
  await mkdir(join(folder, 'schema'), { recursive: true });
  const written: string[] = [];
  for (const [name, content] of Object.entries(schemas)) {
    const file = join(folder, 'schema', `${name}.json`);
    await writeFile(file, `${asText(content)}\n`);
    written.push(file);
  }
  say(json ? JSON.stringify({ written }) : written.join('\n'));
  return EXIT.good;
}

function asText(content: object): string {
  return JSON.stringify(content, (_key, value) => (typeof value === 'bigint' ? Number(value) : value), 2);
}
