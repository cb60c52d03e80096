import { type Budget, bounded, LimitError } from './budget.ts';
import { bindNames, bindWalrus } from './compile/bindings.ts';
import type { Context } from './compile/context.ts';
import { compileNode } from './compile/expression.ts';
import { Frame, type Run } from './compile/frame.ts';
import { compileKey } from './compile/literal.ts';
import { mutates } from './compile/mutates.ts';
import { checkPayloadMethods } from './compile/payload-methods.ts';
import { Scope } from './compile/scope.ts';
import { compileBlock } from './compile/statement.ts';
import { parseExpressionSource, parseProgramSource } from './parse/parse.ts';
import type { Expression, Statement } from './parse/syntax.ts';
import { SyntaxFault } from './parse/token.ts';
import type { Fault, Value } from './value.ts';

export interface CompileOptions {
  /** The names that will exist when the code runs. */
  names: ReadonlySet<string>;
  /** The expression gives a key: None where it is an f-string of which some, or every, value is None, False or an empty text. */
  emptyKey?: 'some' | 'every';
}

export type Compiled<T> = { ok: true; code: T } | { ok: false; faults: Fault[] };

/** Compiled code, to be evaluated any number of times. */
export interface Code {
  readonly source: string;
  /** The given names it reads. */
  readonly uses: ReadonlySet<string>;
  /** The names of the attributes it reads. */
  readonly attributes: ReadonlySet<string>;
  /** Whether it may change a value it is given: it assigns to items or attributes, or calls methods such as `append`. */
  readonly mutates: boolean;
  /**
   * The expression's value; of a program null. Throws PythonError for an exception nothing caught, LimitError past a bound, and whatever
   * a host object threw.
   */
  evaluate(names: ReadonlyMap<string, Value>, budget: Budget): Value;
}

const DEEPEST = 200;
const TOO_DEEP = `too long or nested too deeply: more than ${DEEPEST} levels; use variables, or join() a list`;

/** Compiles one expression. Comes back with all its faults when it has some: a name that is not among `names` is one. */
export function compileExpression(source: string, options: CompileOptions): Compiled<Code> {
  const faults: Fault[] = [];
  const tree = parseExpressionSource(source, faults);
  if (!tree) {
    return { ok: false, faults: sorted(faults, source) };
  }
  const program = prepare(options, faults);
  const run = attempt(() => {
    bindWalrus(tree, (name) => program.scope.declare(name));
    checkPayloadMethods(tree, faults);
    return options.emptyKey !== undefined && tree.kind === 'joined'
      ? compileKey(tree, program.context, options.emptyKey)
      : program.context.expression(tree);
  }, faults);
  return finish({ source, run, tree: [tree], ...program }, faults);
}

/** Compiles statements; `evaluate` gives null. Comes back with all their faults when they have some. */
export function compileProgram(source: string, options: CompileOptions): Compiled<Code> {
  const faults: Fault[] = [];
  const tree = parseProgramSource(source, faults);
  const program = prepare(options, faults);
  const execute = attempt(() => {
    bindNames(tree, (name) => program.scope.declare(name));
    for (const statement of tree) {
      checkPayloadMethods(statement, faults);
    }
    return program.context.block(tree);
  }, faults);
  const run: Run | undefined =
    execute &&
    ((frame) => {
      execute(frame);
      return null;
    });
  return finish({ source, run, tree, ...program }, faults);
}

interface Program {
  scope: Scope;
  context: Context;
  uses: Set<string>;
  attributes: Set<string>;
}

function prepare(options: CompileOptions, faults: Fault[]): Program {
  const scope = new Scope('program', undefined);
  const uses = new Set<string>();
  const attributes = new Set<string>();
  return {
    scope,
    uses,
    attributes,
    context: contextOf({ scope, faults, given: options.names, uses, attributes, inLoop: false, inFunction: false }),
  };
}

type Surroundings = Pick<Context, 'scope' | 'faults' | 'given' | 'uses' | 'attributes' | 'inLoop' | 'inFunction'>;

let depth = 0;

function contextOf(surroundings: Surroundings): Context {
  const context: Context = {
    ...surroundings,
    expression: (node) => deeper(node, () => compileNode(node, context)),
    block: (body) => compileBlock(body, context),
    within: (scope) =>
      contextOf({
        ...surroundings,
        scope,
        inLoop: false,
        inFunction: scope.kind === 'function' || surroundings.inFunction,
      }),
    looping: () => contextOf({ ...surroundings, inLoop: true }),
  };
  return context;
}

// A chain such as `a + b + c …` is as deep as it is long, and so is the stack that running it takes.
function deeper(node: Expression, compile: () => Run): Run {
  depth += 1;
  try {
    if (depth > DEEPEST) {
      throw new SyntaxFault(
        node.at,
        `too long or nested too deeply: more than ${DEEPEST} levels; use variables, or join() a list`,
      );
    }
    return compile();
  } finally {
    depth -= 1;
  }
}

function attempt<Result>(compile: () => Result, faults: Fault[]): Result | undefined {
  try {
    return compile();
  } catch (error) {
    if (isOverflow(error)) {
      faults.push({ offset: 0, message: TOO_DEEP });
    } else if (error instanceof SyntaxFault) {
      faults.push({ offset: error.offset, message: error.message });
    } else {
      throw error;
    }
    return undefined;
  }
}

interface Ready extends Program {
  source: string;
  run: Run | undefined;
  tree: (Expression | Statement)[];
}

function finish({ source, run, tree, scope, uses, attributes }: Ready, faults: Fault[]): Compiled<Code> {
  if (!run || faults.length > 0) {
    return { ok: false, faults: sorted(faults, source) };
  }
  const evaluate = (names: ReadonlyMap<string, Value>, budget: Budget): Value =>
    bounded(budget, () => catchOverflow(budget, () => run(new Frame(scope.size, undefined, names))));
  return { ok: true, code: { source, uses, attributes, mutates: tree.some(mutates), evaluate } };
}

function catchOverflow(budget: Budget, run: () => Value): Value {
  try {
    return run();
  } catch (error) {
    if (isOverflow(error)) {
      throw new LimitError('depth', `stopped: nested too deeply, the most is ${budget.depth} calls inside one another`);
    }
    throw error;
  }
}

function isOverflow(error: unknown): boolean {
  return error instanceof RangeError && error.message.includes('call stack');
}

/** The faults in the order of the source. Of what a line lacks in syntax, only its first fault counts: the others follow from it. */
function sorted(faults: Fault[], source: string): Fault[] {
  const inOrder = faults.toSorted((a, b) => a.offset - b.offset);
  const lineOf = ({ offset }: Fault) => source.slice(0, offset).split('\n').length;
  return inOrder.filter((fault, index) => {
    const before = inOrder[index - 1];
    const follows =
      before !== undefined && fault.message.startsWith('invalid syntax') && lineOf(before) === lineOf(fault);
    return before?.offset !== fault.offset && !follows;
  });
}
