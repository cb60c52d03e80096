import { make } from '../budget.ts';
import { raise } from '../exception.ts';
import { typeName } from '../operations/type-name.ts';
import { codePoints, textLength } from '../text-index.ts';
import { spaceClass } from '../unicode.ts';
import type { Arguments, Value } from '../value.ts';
import { needSize, needText, type TextMethod, take, takeNamed } from './method.ts';
import { splitText } from './split.ts';

/** `text` repeated to make `count` characters, counted before it is made. */
function filling(text: string, count: number): string {
  make(count);
  return text.repeat(count);
}

function padder(name: string, leftOf: (padding: number, width: number) => number): TextMethod {
  return (self, args) => {
    const [wanted = null, fill = ' '] = take(name, args, 1, 2);
    const width = needSize(wanted);
    if (typeof fill !== 'string') {
      return raise('TypeError', `The fill character must be a unicode character, not ${typeName(fill)}`);
    }
    if (textLength(fill) !== 1) {
      raise('TypeError', 'The fill character must be exactly one character long');
    }
    const padding = Math.max(0, width - textLength(self));
    const left = leftOf(padding, width);
    return filling(fill, left) + self + filling(fill, padding - left);
  };
}

function zeroFill(self: string, args: Arguments): Value {
  const [wanted = null] = take('zfill', args, 1);
  const zeros = filling('0', Math.max(0, needSize(wanted) - textLength(self)));
  return /^[+-]/.test(self) ? self.charAt(0) + zeros + self.slice(1) : zeros + self;
}

function expandTabs(self: string, args: Arguments): Value {
  const [size = 8n] = takeNamed('expandtabs', ['tabsize'], args);
  const width = needTabSize(size);
  let column = 0;
  let expanded = '';
  for (const part of self.split(/([\t\n\r])/)) {
    if (part === '\t') {
      const spaces = width > 0 ? width - (column % width) : 0;
      expanded += filling(' ', spaces);
      column += spaces;
    } else {
      make(part.length);
      expanded += part;
      column = part === '\n' || part === '\r' ? 0 : column + textLength(part);
    }
  }
  return expanded;
}

function needTabSize(size: Value): number {
  const width = needSize(size);
  if (width > 2 ** 31 - 1 || width < -(2 ** 31)) {
    raise('OverflowError', 'Python int too large to convert to C int');
  }
  return width;
}

function stripper(name: string, left: boolean, right: boolean): TextMethod {
  const space = new RegExp(`^[${spaceClass}]$`);
  return (self, args) => {
    const [wanted = null] = take(name, args, 0, 1);
    if (wanted !== null && typeof wanted !== 'string') {
      return raise('TypeError', `${name} arg must be None or str`);
    }
    const set = wanted === null ? undefined : new Set(wanted);
    const isStripped = (point: string) => (set === undefined ? space.test(point) : set.has(point));
    let start = 0;
    let end = self.length;
    while (left && start < end) {
      const point = String.fromCodePoint(self.codePointAt(start) ?? 0);
      if (!isStripped(point)) {
        break;
      }
      start += point.length;
    }
    while (right && end > start) {
      const pair = /[\ud800-\udbff][\udc00-\udfff]/.test(self.slice(Math.max(start, end - 2), end));
      const point = self.slice(end - (pair ? 2 : 1), end);
      if (!isStripped(point)) {
        break;
      }
      end -= point.length;
    }
    return self.slice(start, end);
  };
}

function replace(self: string, args: Arguments): Value {
  const [first = null, second = null, most = -1n] = take('replace', args, 2, 3);
  const old = needText(first, 'replace() argument 1');
  const replacement = needText(second, 'replace() argument 2');
  const given = needSize(most);
  const limit = given < 0 ? Number.POSITIVE_INFINITY : given;
  if (old === '') {
    return interleave(self, replacement, limit);
  }
  const parts = splitText(self, old, limit);
  make(self.length + (parts.length - 1) * replacement.length);
  return parts.join(replacement);
}

function interleave(self: string, replacement: string, limit: number): string {
  const points = codePoints(self);
  const times = Math.min(limit, points.length + 1);
  make(self.length + times * replacement.length);
  let result = '';
  for (let index = 0; index < times; index += 1) {
    result += replacement + (points[index] ?? '');
  }
  return result + points.slice(times).join('');
}

function remover(name: string, rest: (self: string, part: string) => string): TextMethod {
  return (self, args) => {
    const [part = null] = take(name, args, 1);
    return rest(self, needText(part, `${name}() argument`));
  };
}

/** Methods that pad, strip and replace. */
export const shapeMethods: Record<string, TextMethod> = {
  center: padder('center', (padding, width) => Math.floor(padding / 2) + (padding & width & 1)),
  ljust: padder('ljust', () => 0),
  rjust: padder('rjust', (padding) => padding),
  zfill: zeroFill,
  expandtabs: expandTabs,
  strip: stripper('strip', true, true),
  lstrip: stripper('lstrip', true, false),
  rstrip: stripper('rstrip', false, true),
  replace,
  removeprefix: remover('removeprefix', (self, part) => (self.startsWith(part) ? self.slice(part.length) : self)),
  removesuffix: remover('removesuffix', (self, part) =>
    part !== '' && self.endsWith(part) ? self.slice(0, -part.length) : self,
  ),
};
