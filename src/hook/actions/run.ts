import { z } from 'zod';
import { runCode } from '../scope.ts';
import { defineAction } from './action.ts';

export const run = defineAction(
  'run',
  "Runs code in Odoo's Python subset, as in a server action of type Execute Code.",
  { run: z.string().min(1).describe('The code.') },
  (raw, path, compiler) => {
    const code = compiler.program(raw.run, [...path, 'run']);
    const place = (offset?: number) => compiler.place([...path, 'run'], offset);
    return (running) => running.evaluate((scope) => runCode(code, scope, place), code.mutates);
  },
);
