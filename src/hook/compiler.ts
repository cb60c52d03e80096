import type { Place } from '../errors.ts';
import { type Code, type Compiled, compileExpression, compileProgram } from '../expression/compile.ts';
import type { Fault, Value } from '../expression/value.ts';
import type { HookContext } from './context.ts';
import type { Issue } from './issue.ts';
import { HOOK_NAMES } from './names.ts';
import { runCode, type Scope } from './scope.ts';

export type Path = (string | number)[];

/** A compiled piece of the hook's language, ready to run; it throws what its code raises, with the place in the YAML file. */
export type Run<T> = (scope: Scope) => T;

/**
 * Compiles the expressions of one hook in the order in which they run, so that each knows the names the steps before it made.
 * Faults are collected, not thrown.
 */
export class Compiler {
  readonly context: HookContext;
  readonly issues: Issue[] = [];
  /** Names that exist where compilation stands. */
  readonly names: Set<string>;
  /** Names that some expression reads. */
  readonly used = new Set<string>();
  /** Names of attributes that some expression reads: among them the fields that will be wanted. */
  readonly mentioned = new Set<string>();

  constructor(context: HookContext, names: ReadonlySet<string> = HOOK_NAMES) {
    this.context = context;
    this.names = new Set(names);
  }

  place(path: Path, offset?: number): Place {
    return this.context.placeAt(path, offset);
  }

  fault(path: Path, message: string, offset?: number): void {
    this.issues.push({ path, message, offset });
  }

  /** An expression that stands bare, such as `when:`. */
  expression(source: string, path: Path): Code {
    return this.#isMarked(source, path)
      ? NOTHING
      : this.#compiled(compileExpression(source, { names: this.names }), path, 0);
  }

  /** An expression behind `=`; `source` is the text without it. */
  markedExpression(source: string, path: Path): Code {
    return this.#compiled(compileExpression(source, { names: this.names }), path, 1);
  }

  /** An expression that stands bare and gives a key of a delivery: None where it is made of nothing. */
  deliveryKey(source: string, path: Path): Code {
    return this.#isMarked(source, path)
      ? NOTHING
      : this.#compiled(compileExpression(source, { names: this.names, emptyKey: 'every' }), path, 0);
  }

  /** An expression behind `=` that names one record for ever; `source` is the text without it. None where a value in it is missing. */
  recordKey(source: string, path: Path): Code {
    return this.#compiled(compileExpression(source, { names: this.names, emptyKey: 'some' }), path, 1);
  }

  /** Notes where an expression that stands bare was marked as one all the same. */
  #isMarked(source: string, path: Path): boolean {
    const isMarked = /^\s*=[^=]/.test(source);
    if (isMarked) {
      this.fault(path, 'this is an expression by itself: leave out the `=` before it');
    }
    return isMarked;
  }

  /** An expression that names records, ready to run, and the place to name when it gives something else. */
  records(source: string, path: Path): { run: Run<Value>; place: Place } {
    const code = this.expression(source, path);
    const place = (offset?: number) => this.place(path, offset);
    return { run: (scope) => runCode(code, scope, place), place: place() };
  }

  /** The statements of `run: |`. */
  program(source: string, path: Path): Code {
    return this.#compiled(compileProgram(source, { names: this.names }), path, 0);
  }

  /** Compiles `inner` with one more name. */
  within<T>(name: string, inner: () => T): T {
    const isNew = !this.names.has(name);
    this.names.add(name);
    try {
      return inner();
    } finally {
      if (isNew) {
        this.names.delete(name);
      }
    }
  }

  #compiled(compiled: Compiled<Code>, path: Path, prefix: number): Code {
    if (!compiled.ok) {
      this.#report(compiled.faults, path, prefix);
      return NOTHING;
    }
    for (const name of compiled.code.uses) {
      this.used.add(name);
    }
    for (const name of compiled.code.attributes) {
      this.mentioned.add(name);
    }
    return compiled.code;
  }

  #report(faults: Fault[], path: Path, prefix: number): void {
    for (const fault of faults) {
      this.fault(path, fault.message, fault.offset + prefix);
    }
  }
}

/** Stands for code that did not compile; its hook never runs. */
const NOTHING: Code = { source: '', uses: new Set(), attributes: new Set(), mutates: false, evaluate: () => null };
