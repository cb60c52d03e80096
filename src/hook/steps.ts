import { truth } from '../expression/operations/truth.ts';
import type { Value } from '../expression/value.ts';
import { hideSecrets } from '../outgoing/shown-url.ts';
import { type Action, atPlace, type Step } from './actions/action.ts';
import { ACTIONS } from './actions/index.ts';
import type { Compiler, Path } from './compiler.ts';
import type { Running } from './running.ts';
import { placing, runCode } from './scope.ts';
import { compileItems } from './template.ts';

/** A compiled action of a hook, with what people call it. */
export interface NamedStep {
  /** Such as `update: record`. */
  title: string;
  /** Where it stands in the file. */
  line: number;
  run: Step;
}

/** Compiles the `actions` of a hook, in their order: each knows the names that those before it made. */
export function compileSteps(raw: unknown[], path: Path, compiler: Compiler): NamedStep[] {
  const steps: NamedStep[] = [];
  for (const [index, item] of raw.entries()) {
    const step = compileStep(item, [...path, index], compiler);
    if (step !== undefined) {
      steps.push(step);
    }
  }
  return steps;
}

function compileStep(raw: unknown, path: Path, compiler: Compiler): NamedStep | undefined {
  if (typeof raw !== 'object' || raw === null || Array.isArray(raw)) {
    compiler.fault(path, 'an action is a map, such as `update: record` with `values:`');
    return undefined;
  }
  const keys = new Map<string, unknown>(Object.entries(raw));
  const step = compileVerb(raw, keys, path, compiler);
  const as = keys.get('as');
  if (typeof as === 'string' && !keys.has('for_each')) {
    // Also after a fault: the steps that follow know the name.
    compiler.names.add(as);
  }
  return step;
}

function compileVerb(raw: object, keys: Map<string, unknown>, path: Path, compiler: Compiler): NamedStep | undefined {
  const verbs = ACTIONS.filter((action) => keys.has(action.verb));
  const [action] = verbs;
  if (action === undefined || verbs.length > 1) {
    const allowed = ACTIONS.map(({ verb }) => verb);
    const fault =
      verbs.length > 1
        ? `is two actions at once (${verbs.map(({ verb }) => verb).join(', ')}); make it two`
        : 'names no action';
    compiler.issues.push({
      path,
      message: `this entry ${fault}`,
      allowed,
      ...(verbs.length === 0 && keys.size > 0 ? { key: [...keys.keys()][0] } : {}),
    });
    return undefined;
  }
  const named = hideSecrets(String(keys.get(action.verb)), compiler.context.secrets ?? []);
  const title = action.verb === 'run' ? 'run' : `${action.verb}: ${named}`;
  const run = compileCommon(action, raw, keys, path, compiler);
  return run && { title, line: compiler.place(path).line, run };
}

/** Compiles the action and what all actions take: `for_each`, `if`, `as`. */
function compileCommon(
  action: Action,
  raw: object,
  keys: Map<string, unknown>,
  path: Path,
  compiler: Compiler,
): Step | undefined {
  const [forEach, condition, as] = ['for_each', 'if', 'as'].map((key) => {
    const text = keys.get(key);
    return typeof text === 'string' ? text : undefined;
  });
  const place = compiler.place(path);
  const items = forEach === undefined ? undefined : compileItems(forEach, [...path, 'for_each'], compiler);
  const itemName = forEach === undefined ? undefined : (as ?? 'item');
  // The condition runs before the action, so it is compiled before it and knows only the names made so far.
  const compileAction = () => repeatable(keys.get('repeat'), current(action, action.compile(raw, path, compiler)));
  const compileOne = () => guarded(condition, path, compiler, compileAction);
  const one = itemName === undefined ? compileOne() : compiler.within(itemName, compileOne);
  if (one === undefined) {
    return undefined;
  }
  if (items === undefined || itemName === undefined) {
    return async (running) => named(running, as, await atPlace(place, () => one(running)));
  }
  return async (running) => {
    for (const [index, item] of (await running.evaluate(items)).entries()) {
      running.item = index;
      await withItem(running, itemName, item, () => atPlace(place, () => one(running)));
    }
    running.item = undefined;
    return null;
  };
}

/** Has an action done again when it failed only because Odoo's fields are others now. Code in `run` may have changed its names by then. */
function current({ verb }: Action, step: Step | undefined): Step | undefined {
  return verb === 'run' || step === undefined
    ? step
    : (running) => running.world.withPresentFields(() => step(running));
}

/** Adds the `repeat` of an action: what it sends may be made again when its outcome is not known. */
function repeatable(repeat: unknown, step: Step | undefined): Step | undefined {
  return repeat !== true || step === undefined ? step : (running) => running.world.repeating(() => step(running));
}

/** Adds the `if` of an action: where it is not true the action is left out and gives None. */
function guarded(
  condition: string | undefined,
  path: Path,
  compiler: Compiler,
  compile: () => Step | undefined,
): Step | undefined {
  if (condition === undefined) {
    return compile();
  }
  const code = compiler.expression(condition, [...path, 'if']);
  const step = compile();
  if (step === undefined) {
    return undefined;
  }
  const place = (offset?: number) => compiler.place([...path, 'if'], offset);
  return async (running) => {
    const holds = await running.evaluate((scope) => placing(place, () => truth(runCode(code, scope, place))));
    return holds ? await step(running) : null;
  };
}

function named(running: Running, name: string | undefined, value: Value): Value {
  if (name !== undefined) {
    running.names.set(name, value);
  }
  return value;
}

async function withItem(running: Running, name: string, item: Value, inner: () => Promise<Value>): Promise<void> {
  const before = running.names.get(name);
  running.names.set(name, item);
  await inner();
  if (before === undefined) {
    running.names.delete(name);
  } else {
    running.names.set(name, before);
  }
}
