import type { Expression } from '../parse/syntax.ts';
import type { Value } from '../value.ts';
import { compileAttribute, compileSlice, compileSubscript } from './access.ts';
import { compileCall } from './call.ts';
import { compileComprehension } from './comprehension.ts';
import type { Context } from './context.ts';
import type { Run } from './frame.ts';
import { compileLambda } from './function.ts';
import { compileBytes, compileDict, compileJoined, compileSequence } from './literal.ts';
import { compileName } from './name.ts';
import { compileBinary, compileComparison, compileConditional, compileLogic, compileUnary } from './operator.ts';
import { compileTarget } from './target.ts';

/** The expression as a function of the frame it runs in. */
export function compileNode(node: Expression, context: Context): Run {
  switch (node.kind) {
    case 'constant':
      return compileConstant(node.value);
    case 'bytes':
      return compileBytes(node.data);
    case 'name':
      return compileName(node, context);
    case 'joined':
      return compileJoined(node, context);
    case 'tuple':
    case 'list':
    case 'set':
      return compileSequence(node, context);
    case 'dict':
      return compileDict(node, context);
    case 'unary':
      return compileUnary(node, context);
    case 'binary':
      return compileBinary(node, context);
    case 'logic':
      return compileLogic(node, context);
    case 'comparison':
      return compileComparison(node, context);
    case 'conditional':
      return compileConditional(node, context);
    case 'lambda':
      return compileLambda(node, context);
    case 'call':
      return compileCall(node, context);
    case 'attribute':
      return compileAttribute(node, context);
    case 'subscript':
      return compileSubscript(node, context);
    case 'slice':
      return compileSlice(node, context);
    case 'comprehension':
      return compileComprehension(node, context);
    case 'walrus':
      return compileWalrus(context.expression(node.value), compileTarget(node.target, context));
    case 'starred':
      context.faults.push({ offset: node.at, message: "can't use starred expression here" });
      return compileConstant(null);
  }
}

function compileConstant(value: Value): Run {
  return () => value;
}

function compileWalrus(run: Run, store: ReturnType<typeof compileTarget>): Run {
  return (frame) => {
    const value = run(frame);
    store(frame, value);
    return value;
  };
}
