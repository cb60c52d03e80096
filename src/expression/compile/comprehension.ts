import { make, spend } from '../budget.ts';
import { Dict } from '../dict.ts';
import { PyIterator } from '../iterator.ts';
import { iterate } from '../operations/iterate.ts';
import { truth } from '../operations/truth.ts';
import { children } from '../parse/children.ts';
import type { Comprehension, Expression } from '../parse/syntax.ts';
import { PySet } from '../set.ts';
import type { Value } from '../value.ts';
import { bindTarget, bindWalrus } from './bindings.ts';
import type { Context } from './context.ts';
import { Frame, type Run } from './frame.ts';
import { locate, located } from './locate.ts';
import { Scope } from './scope.ts';
import { compileTarget, type Store } from './target.ts';

interface Clause {
  store: Store;
  iterable: Run;
  conditions: Run[];
  at: number;
}

type Each = (frame: Frame) => void;

/** A list, set or dict comprehension, or a generator expression. */
export function compileComprehension(node: Comprehension, context: Context): Run {
  const scope = new Scope('comprehension', context.scope);
  for (const clause of node.clauses) {
    bindTarget(clause.target, (name) => scope.declare(name));
  }
  refuseWalrus(node, scope, context);
  const inner = context.within(scope);
  const clauses = node.clauses.map(({ target, iterable, conditions, at }, index) => ({
    store: compileTarget(target, inner),
    // The first iterable is evaluated outside, as in Python.
    iterable: (index === 0 ? context : inner).expression(iterable),
    conditions: conditions.map(inner.expression),
    at: iterable.at ?? at,
  }));
  const element = inner.expression(node.element);
  const value = node.value && inner.expression(node.value);
  const open = (frame: Frame) => new Frame(scope.size, frame, frame.names);
  switch (node.form) {
    case 'list':
      return (frame) => {
        const list: Value[] = [];
        turn(clauses, 0, frame, open(frame), (own) => {
          make(1);
          list.push(element(own));
        });
        return list;
      };
    case 'set':
      return (frame) => {
        const set = new PySet();
        turn(clauses, 0, frame, open(frame), (own) => located(node.at, () => set.add(element(own))));
        return set;
      };
    case 'dict':
      return (frame) => {
        const dict = new Dict();
        turn(clauses, 0, frame, open(frame), (own) => {
          const key = element(own);
          const entry = (value as Run)(own);
          located(node.at, () => dict.setItem(key, entry));
        });
        return dict;
      };
    case 'generator':
      return compileGenerator(clauses, element, open);
  }
}

function hasWalrus(node: Expression): boolean {
  return node.kind === 'walrus' || children(node).expressions.some(hasWalrus);
}

function refuseWalrus(node: Comprehension, scope: Scope, context: Context): void {
  for (const { iterable } of node.clauses) {
    if (hasWalrus(iterable)) {
      const message = 'assignment expression cannot be used in a comprehension iterable expression';
      context.faults.push({ offset: iterable.at, message });
    }
  }
  for (const inner of [node.element, node.value, ...node.clauses.flatMap((clause) => clause.conditions)]) {
    bindWalrus(inner ?? node.element, (name) => {
      if (scope.has(name)) {
        const message = `assignment expression cannot rebind comprehension iteration variable '${name}'`;
        context.faults.push({ offset: node.at, message });
      }
    });
  }
}

/** Runs the clauses from `level` on; `outer` is the frame that the first iterable is evaluated in. */
function turn(clauses: Clause[], level: number, outer: Frame, frame: Frame, each: Each): void {
  const clause = clauses[level];
  if (!clause) {
    each(frame);
    return;
  }
  for (const item of opened(clause, level === 0 ? outer : frame)) {
    spend(1);
    clause.store(frame, item);
    if (clause.conditions.every((condition) => truth(condition(frame)))) {
      turn(clauses, level + 1, outer, frame, each);
    }
  }
}

function opened(clause: Clause, frame: Frame): Iterable<Value> {
  const value = clause.iterable(frame);
  try {
    return iterate(value);
  } catch (error) {
    throw locate(error, clause.at);
  }
}

// The first iterable is opened at once, everything else when an item is asked for.
function compileGenerator(clauses: Clause[], element: Run, open: (frame: Frame) => Frame): Run {
  const [first, ...rest] = clauses;
  return (frame) => {
    const items = first ? opened(first, frame) : [];
    return new PyIterator('generator', pull(first ? [first, ...rest] : [], 0, items, open(frame), element));
  };
}

function* pull(clauses: Clause[], level: number, items: Iterable<Value>, frame: Frame, element: Run): Generator<Value> {
  const clause = clauses[level] as Clause;
  for (const item of items) {
    spend(1);
    clause.store(frame, item);
    if (!clause.conditions.every((condition) => truth(condition(frame)))) {
      continue;
    }
    const next = clauses[level + 1];
    if (next) {
      yield* pull(clauses, level + 1, opened(next, frame), frame, element);
    } else {
      yield element(frame);
    }
  }
}
