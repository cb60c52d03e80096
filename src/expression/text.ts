import { spend } from './budget.ts';
import { caseMethods } from './text/case.ts';
import { classifyMethods } from './text/classify.ts';
import type { TextMethod } from './text/method.ts';
import { searchMethods } from './text/search.ts';
import { shapeMethods } from './text/shape.ts';
import { splitMethods } from './text/split.ts';
import { translateMethods } from './text/translate.ts';

const methods = new Map<string, TextMethod>();

for (const group of [caseMethods, classifyMethods, searchMethods, shapeMethods, splitMethods, translateMethods]) {
  for (const [name, method] of Object.entries(group)) {
    methods.set(name, (self, args) => {
      spend(1 + (self.length >> 6));
      return method(self, args);
    });
  }
}

/** The method of `str` with this name, or undefined. Reading a long text counts as steps. */
export function stringMethod(name: string): TextMethod | undefined {
  return methods.get(name);
}
