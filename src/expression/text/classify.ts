import { isDigit, isNumeric, spaceClass } from '../unicode.ts';
import { type TextMethod, take } from './method.ts';

function asking(name: string, test: (self: string) => boolean): TextMethod {
  return (self, args) => {
    take(name, args, 0);
    return test(self);
  };
}

function every(self: string, test: (point: string) => boolean): boolean {
  for (const point of self) {
    if (!test(point)) {
      return false;
    }
  }
  return self !== '';
}

function isTitle(self: string): boolean {
  let cased = false;
  let inWord = false;
  for (const point of self) {
    const capital = /[\p{Uppercase}\p{Lt}]/u.test(point);
    const small = !capital && /\p{Lowercase}/u.test(point);
    if ((capital && inWord) || (small && !inWord)) {
      return false;
    }
    inWord = capital || small;
    cased ||= inWord;
  }
  return cased;
}

const allSpace = new RegExp(`^[${spaceClass}]+$`);

/** Methods that tell of what kind a text's characters are. */
export const classifyMethods: Record<string, TextMethod> = {
  isalpha: asking('isalpha', (self) => /^\p{L}+$/u.test(self)),
  isalnum: asking('isalnum', (self) => every(self, (point) => /\p{L}/u.test(point) || isNumeric(point))),
  isascii: asking('isascii', (self) => /^[\0-\x7f]*$/.test(self)),
  isdecimal: asking('isdecimal', (self) => /^\p{Nd}+$/u.test(self)),
  isdigit: asking('isdigit', (self) => every(self, isDigit)),
  isidentifier: asking('isidentifier', (self) => /^[\p{XIDS}_]\p{XIDC}*$/u.test(self)),
  islower: asking('islower', (self) => /\p{Lowercase}/u.test(self) && !/[\p{Uppercase}\p{Lt}]/u.test(self)),
  isnumeric: asking('isnumeric', (self) => every(self, isNumeric)),
  isprintable: asking('isprintable', (self) => !/(?! )[\p{C}\p{Z}]/u.test(self)),
  isspace: asking('isspace', (self) => allSpace.test(self)),
  istitle: asking('istitle', isTitle),
  isupper: asking('isupper', (self) => /\p{Uppercase}/u.test(self) && !/[\p{Lowercase}\p{Lt}]/u.test(self)),
};
