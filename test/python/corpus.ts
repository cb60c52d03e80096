import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import type { Outcome, Program } from './program.ts';

/** A program of the corpus, named by its file and place there. */
export interface Case extends Program {
  name: string;
}

const FOLDER = new URL('corpus/', import.meta.url);
const ANSWERS = new URL('answers.json', FOLDER);

/** All programs of the corpus: each line of a `.expressions` file, and each part of a `.programs` file under its `#: name` line. */
export function readCorpus(): Case[] {
  return readdirSync(FOLDER)
    .sort()
    .flatMap((file) => {
      const text = readFileSync(new URL(file, FOLDER), 'utf8');
      if (file.endsWith('.expressions')) {
        return expressions(file, text);
      }
      return file.endsWith('.programs') ? programs(file, text) : [];
    });
}

function expressions(file: string, text: string): Case[] {
  return text
    .split('\n')
    .map((source, index): Case => ({ name: `${file}:${index + 1}`, kind: 'expression', source }))
    .filter(({ source }) => source.trim() !== '' && !source.startsWith('#'));
}

function programs(file: string, text: string): Case[] {
  return text
    .split(/^#: /m)
    .slice(1)
    .map((part) => {
      const end = part.indexOf('\n');
      return { name: `${file}: ${part.slice(0, end)}`, kind: 'program', source: part.slice(end + 1) };
    });
}

/** What CPython answered to each program, by the program's source. */
export function readAnswers(): Map<string, Outcome> {
  return new Map(Object.entries(JSON.parse(readFileSync(ANSWERS, 'utf8'))));
}

/** Records what CPython answers. */
export function writeAnswers(cases: Case[], outcomes: Outcome[]): void {
  const answers = Object.fromEntries(cases.map(({ source }, index) => [source, outcomes[index]]));
  writeFileSync(ANSWERS, `${JSON.stringify(answers, null, 1)}\n`);
}
