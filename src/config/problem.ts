import { didYouMean } from '../did-you-mean.ts';
import type { Problem } from '../errors.ts';
import type { Issue } from '../hook/issue.ts';
import type { YamlFile } from './yaml-file.ts';

/** Gives a fault its place, and its message what was allowed, what may have been meant, and where a filled-in value came from. */
export function toProblem(issue: Issue, yaml: YamlFile): Problem {
  const { path, key, offset, allowed = [] } = issue;
  const place = key === undefined ? yaml.placeAt(path, offset) : yaml.placeOfKey(path, key);
  const given = key ?? valueAt(yaml.content, path);
  const meant = typeof given === 'string' ? didYouMean(given, allowed) : undefined;
  const origin = key === undefined ? yaml.originAt(path) : undefined;
  const parts = [
    issue.message,
    meant === undefined ? '' : `; did you mean \`${meant}\`?`,
    origin === undefined ? '' : ` (${origin})`,
    allowed.length === 0 ? '' : `${meant === undefined ? ';' : ''} allowed: ${allowed.join(', ')}`,
  ];
  return { ...place, message: parts.join('') };
}

/** Problems in the order a reader meets them. */
export function inOrder(problems: readonly Problem[]): Problem[] {
  return problems.toSorted(
    (a, b) =>
      a.file.localeCompare(b.file) || a.line - b.line || a.column - b.column || a.message.localeCompare(b.message),
  );
}

function valueAt(content: unknown, path: readonly (string | number)[]): unknown {
  let value = content;
  for (const part of path) {
    value =
      typeof value === 'object' && value !== null
        ? Object.entries(value).find(([key]) => key === String(part))?.[1]
        : undefined;
  }
  return value;
}
