import { spend } from './budget.ts';
import { Bytes } from './bytes.ts';
import { encodeText } from './codec.ts';
import { formatMap, formatMethod } from './format.ts';
import { caseMethods } from './text/case.ts';
import { classifyMethods } from './text/classify.ts';
import { needText, type TextMethod, take, takeNamed } from './text/method.ts';
import { searchMethods } from './text/search.ts';
import { shapeMethods } from './text/shape.ts';
import { splitMethods } from './text/split.ts';
import { translateMethods } from './text/translate.ts';
import type { Arguments, Value } from './value.ts';

function encode(self: string, args: Arguments): Value {
  const [encoding = 'utf-8', errors = 'strict'] = takeNamed('encode', ['encoding', 'errors'], args);
  const name = needText(encoding, "encode() argument 'encoding'");
  return new Bytes(encodeText(self, name, needText(errors, "encode() argument 'errors'")));
}

const outputMethods: Record<string, TextMethod> = {
  encode,
  format: formatMethod,
  format_map: (self, args) => formatMap(self, take('format_map', args, 1)[0] ?? null),
};

const methods = new Map<string, TextMethod>();

for (const group of [
  caseMethods,
  classifyMethods,
  searchMethods,
  shapeMethods,
  splitMethods,
  translateMethods,
  outputMethods,
]) {
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
