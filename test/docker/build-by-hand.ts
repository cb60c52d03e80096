import { spawn } from 'node:child_process';
import { chmod, cp, mkdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { ended, type Image, inRoot } from './image.ts';
import { type Instruction, parseCommand, parseDockerfile } from './instruction.ts';

/**
 * Carries out a Dockerfile's instructions in `folder`, one subfolder a stage, with this Node as the base image's.
 * For machines without a Docker engine. Throws at an instruction that it does not know and at a RUN that fails.
 */
export async function buildByHand(context: string, folder: string): Promise<Image> {
  const allowed = await sentToBuild(context);
  const stages = new Map<string, Image>();
  let image: Image | undefined;
  for (const instruction of parseDockerfile(await readFile(join(context, 'Dockerfile'), 'utf8'))) {
    if (instruction.keyword === 'FROM') {
      const [base = '', , name = 'last'] = instruction.rest.split(' ');
      image = await startStage(base, join(folder, name));
      stages.set(name, image);
    } else if (image === undefined) {
      throw new Error(`${instruction.keyword} stands before FROM`);
    } else if (instruction.keyword === 'COPY') {
      await copy(instruction.rest, { image, stages, context, allowed });
    } else if (instruction.keyword === 'RUN') {
      await run(image, instruction.rest);
    } else {
      await set(image, instruction);
    }
  }
  if (image === undefined) {
    throw new Error('the Dockerfile has no FROM');
  }
  return image;
}

/** The names that .dockerignore lets through; it must begin by keeping everything out. */
async function sentToBuild(context: string): Promise<string[]> {
  const lines = (await readFile(join(context, '.dockerignore'), 'utf8'))
    .split('\n')
    .filter((line) => /^[^#]/.test(line));
  if (lines[0] !== '*' || lines.slice(1).some((line) => !line.startsWith('!'))) {
    throw new Error('.dockerignore must be * and then the names that are let through, as !name');
  }
  return lines.slice(1).map((line) => line.slice(1));
}

async function startStage(base: string, root: string): Promise<Image> {
  const major = process.versions.node.split('.')[0];
  if (base !== `node:${major}-slim`) {
    throw new Error(`the base image is ${base}, but this runs on Node ${major}`);
  }
  await mkdir(join(root, 'usr/local/bin'), { recursive: true });
  await cp(process.execPath, join(root, 'usr/local/bin/node'), { dereference: true });
  await chmod(join(root, 'usr/local/bin/node'), 0o755);
  return { root, workdir: '/', env: {}, user: 'root', healthcheck: [], entrypoint: [], cmd: [], stopSignal: 'SIGTERM' };
}

interface CopyFrom {
  image: Image;
  stages: Map<string, Image>;
  context: string;
  allowed: string[];
}

async function copy(rest: string, { image, stages, context, allowed }: CopyFrom): Promise<void> {
  const words = rest.split(' ');
  const stage = words[0]?.startsWith('--from=') ? stages.get(words.shift()?.slice('--from='.length) ?? '') : undefined;
  const target = words.pop() ?? '';
  for (const source of words) {
    if (stage === undefined && !allowed.includes(source)) {
      throw new Error(`COPY ${source}: .dockerignore keeps it out`);
    }
    const from = stage === undefined ? join(context, source) : join(stage.root, source);
    const to = join(image.root, target.startsWith('/') ? '' : image.workdir, target);
    await cp(from, target.endsWith('/') ? join(to, basename(source)) : to, { recursive: true, verbatimSymlinks: true });
  }
}

async function run(image: Image, command: string): Promise<void> {
  const placed = command
    .replace(/(^|\s)(\/\S+)/g, (_, space: string, path: string) => space + inRoot(image.root, path))
    .replace(/\bnode:node\b/g, process.getuid?.() === 0 ? '1000:1000' : `${process.getuid?.()}:${process.getgid?.()}`);
  const child = spawn('sh', ['-ec', placed], {
    cwd: inRoot(image.root, image.workdir),
    env: { ...withoutThisRun(), ...image.env, PATH: `${join(image.root, 'usr/local/bin')}:${process.env.PATH}` },
  });
  const { status, output } = await ended(child);
  if (status !== 0) {
    throw new Error(`RUN ${command} ended with ${status}:\n${output}`);
  }
}

/** This machine's environment, for its proxy and registry settings, less what the running npm script put there. */
function withoutThisRun(): NodeJS.ProcessEnv {
  const own = /^(npm_(package|lifecycle|command|config_local_prefix)|INIT_CWD|NODE)/;
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name)));
}

async function set(image: Image, { keyword, rest }: Instruction): Promise<void> {
  switch (keyword) {
    case 'WORKDIR':
      image.workdir = rest;
      await mkdir(inRoot(image.root, rest), { recursive: true });
      return;
    case 'ENV':
      Object.assign(image.env, Object.fromEntries(rest.split(' ').map((pair) => pair.split('='))));
      return;
    case 'USER':
      image.user = rest;
      return;
    case 'STOPSIGNAL':
      image.stopSignal = rest;
      return;
    case 'HEALTHCHECK':
      image.healthcheck = parseCommand(rest);
      return;
    case 'ENTRYPOINT':
      image.entrypoint = parseCommand(rest);
      return;
    case 'CMD':
      image.cmd = parseCommand(rest);
      return;
    case 'VOLUME':
    case 'EXPOSE':
      return;
    default:
      throw new Error(`${keyword} is not carried out by hand`);
  }
}
