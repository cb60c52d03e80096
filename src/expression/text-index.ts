// Python counts a string in code points, JavaScript in UTF-16 units. The two agree unless the string holds surrogates, which is rare:
// every function here has a fast way for that case.

const surrogate = /[\ud800-\udfff]/;

let lastText = '';
let lastPoints: string[] = [];

/** The text's code points, each as a string. The last answer is kept, so a loop over `text[i]` stays linear; do not change it. */
export function codePoints(text: string): readonly string[] {
  if (text !== lastText) {
    lastPoints = Array.from(text);
    lastText = text;
  }
  return lastPoints;
}

/** Whether every UTF-16 unit of the text is a code point of its own. */
export function isFlat(text: string): boolean {
  return !surrogate.test(text);
}

/** `len(text)`. */
export function textLength(text: string): number {
  return isFlat(text) ? text.length : codePoints(text).length;
}

/** `text[index]` for an index that may be negative; undefined when it is out of range. */
export function textAt(text: string, index: number): string | undefined {
  return isFlat(text) ? text.at(index) : codePoints(text).at(index);
}

/** What a slice takes of the text: `count` code points from `start` by `step`, as `Slice.within` gives them. */
export function textSlice(
  text: string,
  { start, step, count }: { start: number; step: number; count: number },
): string {
  const points = isFlat(text) ? text : codePoints(text);
  if (step === 1) {
    const taken = points.slice(start, start + count);
    return typeof taken === 'string' ? taken : taken.join('');
  }
  const picked: string[] = [];
  for (let index = 0; index < count; index += 1) {
    picked.push(points[start + index * step] ?? '');
  }
  return picked.join('');
}

/** The UTF-16 offset of the code point at `index` (0 to the length). */
export function unitOffset(text: string, index: number): number {
  if (isFlat(text)) {
    return index;
  }
  let offset = 0;
  for (let left = index; left > 0 && offset < text.length; left -= 1) {
    offset += (text.codePointAt(offset) ?? 0) > 0xffff ? 2 : 1;
  }
  return offset;
}

/** How many code points stand before a UTF-16 offset. */
export function pointIndex(text: string, offset: number): number {
  return textLength(text.slice(0, offset));
}

/** Negative, 0 or positive as Python orders two strings: by code point. UTF-16 order would put a surrogate pair before U+E000. */
export function compareText(left: string, right: string): number {
  if (left === right) {
    return 0;
  }
  const shared = Math.min(left.length, right.length);
  for (let index = 0; index < shared; index += 1) {
    const ours = left.charCodeAt(index);
    const theirs = right.charCodeAt(index);
    if (ours !== theirs) {
      const pairs = ours >= 0xd800 && theirs >= 0xd800;
      return pairs ? (left.codePointAt(index) ?? 0) - (right.codePointAt(index) ?? 0) : ours - theirs;
    }
  }
  return left.length - right.length;
}
