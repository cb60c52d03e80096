import { make } from '../budget.ts';
import { codePoints } from '../text-index.ts';
import { caseFold, titleCase } from '../unicode.ts';
import { type TextMethod, take } from './method.ts';

const sigma = '\u03a3';

function changer(name: string, change: (self: string) => string): TextMethod {
  return (self, args) => {
    take(name, args, 0);
    make(self.length);
    return change(self);
  };
}

// One character in lower case. A capital sigma at the end of a word has a form of its own, so its neighbours count.
function lowerAt(points: readonly string[], index: number): string {
  const point = points[index] ?? '';
  if (point !== sigma) {
    return point.toLowerCase();
  }
  return isCasedNear(points, index, -1) && !isCasedNear(points, index, 1) ? '\u03c2' : '\u03c3';
}

function isCasedNear(points: readonly string[], index: number, direction: 1 | -1): boolean {
  for (let at = index + direction; at >= 0 && at < points.length; at += direction) {
    const point = points[at] ?? '';
    if (!/\p{Case_Ignorable}/u.test(point)) {
      return /\p{Cased}/u.test(point);
    }
  }
  return false;
}

function capitalize(self: string): string {
  return codePoints(self)
    .map((point, index, points) => (index === 0 ? titleCase(point) : lowerAt(points, index)))
    .join('');
}

function title(self: string): string {
  let inWord = false;
  return codePoints(self)
    .map((point, index, points) => {
      const changed = inWord ? lowerAt(points, index) : titleCase(point);
      inWord = /\p{Cased}/u.test(point);
      return changed;
    })
    .join('');
}

function swapCase(self: string): string {
  return codePoints(self)
    .map((point, index, points) => {
      if (/\p{Uppercase}/u.test(point)) {
        return lowerAt(points, index);
      }
      return /\p{Lowercase}/u.test(point) ? point.toUpperCase() : point;
    })
    .join('');
}

/** Methods that change the case of letters. */
export const caseMethods: Record<string, TextMethod> = {
  lower: changer('lower', (self) => self.toLowerCase()),
  upper: changer('upper', (self) => self.toUpperCase()),
  casefold: changer('casefold', caseFold),
  capitalize: changer('capitalize', capitalize),
  title: changer('title', title),
  swapcase: changer('swapcase', swapCase),
};
