import type { Definition, Lambda, Parameter, Parameters } from '../parse/syntax.ts';
import { bindNames, bindWalrus } from './bindings.ts';
import type { Context } from './context.ts';
import { RETURN, type Run } from './frame.ts';
import { type Code, PyFunction } from './py-function.ts';
import { Scope } from './scope.ts';

/** `lambda …: body`. */
export function compileLambda(node: Lambda, context: Context): Run {
  const scope = functionScope(node.parameters, context);
  bindWalrus(node.body, (name) => scope.declare(name));
  const run = context.within(scope).expression(node.body);
  return compileFunction({ name: '<lambda>', parameters: node.parameters, scope, run }, context);
}

/** The function that a `def` makes. */
export function compileDefinition(node: Definition, context: Context): Run {
  const scope = functionScope(node.parameters, context);
  bindNames(node.body, (name) => scope.declare(name));
  const body = context.within(scope).block(node.body);
  const run: Run = (frame) => (body(frame) === RETURN ? frame.result : null);
  return compileFunction({ name: node.name, parameters: node.parameters, scope, run }, context);
}

/** The parameters take the first slots, in the order in which `fillParameters` fills them. */
function functionScope(parameters: Parameters, context: Context): Scope {
  const scope = new Scope('function', context.scope);
  for (const parameter of [...parameters.positional, ...parameters.keywordOnly]) {
    scope.declare(parameter.name);
  }
  for (const parameter of [parameters.rest, parameters.keywords]) {
    if (parameter) {
      scope.declare(parameter.name);
    }
  }
  return scope;
}

function compileFunction(code: Code, context: Context): Run {
  const defaults = [...code.parameters.positional, ...code.parameters.keywordOnly]
    .filter(
      (parameter): parameter is Parameter & { default: NonNullable<Parameter['default']> } =>
        parameter.default !== undefined,
    )
    .map((parameter) => ({ name: parameter.name, run: context.expression(parameter.default) }));
  return (frame) => new PyFunction(code, new Map(defaults.map(({ name, run }) => [name, run(frame)])), frame);
}
