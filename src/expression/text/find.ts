// Searching a text in time that grows only with the sum of both lengths. The engine's own search is faster for honest texts, but takes
// the product of the lengths for such as 'a' * 1000000 in search of 'b' + 'a' * 500000.

const trustedWork = 5_000_000;

/** The UTF-16 offset of the first `needle` at or after `from`, or -1. */
export function findText(haystack: string, needle: string, from = 0): number {
  if (needle.length < 8 || needle.length * (haystack.length - from) < trustedWork) {
    let found = haystack.indexOf(needle, from);
    while (found >= 0 && splitsPair(haystack, needle, found)) {
      found = haystack.indexOf(needle, found + 1);
    }
    return found;
  }
  return linearSearch(haystack, needle, from, 1);
}

/** The UTF-16 offset of the last `needle` that ends at or before `to`, or -1. */
export function findLastText(haystack: string, needle: string, to = haystack.length): number {
  if (to < needle.length) {
    return -1;
  }
  if (needle.length < 8 || needle.length * to < trustedWork) {
    let found = haystack.lastIndexOf(needle, to - needle.length);
    while (found > 0 && splitsPair(haystack, needle, found)) {
      found = haystack.lastIndexOf(needle, found - 1);
    }
    return found;
  }
  return linearSearch(haystack, needle, to - 1, -1);
}

// Half of a surrogate pair is no character of its own.
function splitsPair(haystack: string, needle: string, at: number): boolean {
  return isInsidePair(haystack, at) || (needle !== '' && isInsidePair(haystack, at + needle.length));
}

function isInsidePair(text: string, offset: number): boolean {
  const after = text.charCodeAt(offset);
  if (!(after >= 0xdc00 && after <= 0xdfff)) {
    return false;
  }
  const before = text.charCodeAt(offset - 1);
  return before >= 0xd800 && before <= 0xdbff;
}

// Knuth, Morris and Pratt; backwards both texts are read from their ends.
function linearSearch(haystack: string, needle: string, from: number, direction: 1 | -1): number {
  const size = needle.length;
  const unit = (index: number) => needle.charCodeAt(direction === 1 ? index : size - 1 - index);
  const borders = new Int32Array(size);
  for (let index = 1, border = 0; index < size; index += 1) {
    while (border > 0 && unit(index) !== unit(border)) {
      border = borders[border - 1] ?? 0;
    }
    border += unit(index) === unit(border) ? 1 : 0;
    borders[index] = border;
  }
  let matched = 0;
  for (let at = from; at >= 0 && at < haystack.length; at += direction) {
    const current = haystack.charCodeAt(at);
    while (matched > 0 && current !== unit(matched)) {
      matched = borders[matched - 1] ?? 0;
    }
    matched += current === unit(matched) ? 1 : 0;
    if (matched === size) {
      return direction === 1 ? at - size + 1 : at;
    }
  }
  return -1;
}
