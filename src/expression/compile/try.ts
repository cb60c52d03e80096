import { spend } from '../budget.ts';
import { NOT_SUPPORTED, PythonError, raise } from '../exception.ts';
import { classNamed, ExceptionClass, exceptionValue, raised } from '../exception-class.ts';
import type { Handler, Raise, Try } from '../parse/syntax.ts';
import { Tuple } from '../tuple.ts';
import type { Value } from '../value.ts';
import type { Context } from './context.ts';
import { type Execute, type Frame, NEXT, type Run, type Signal } from './frame.ts';
import { currentException, handling } from './handling.ts';
import { locate } from './locate.ts';
import { compileTarget, type Store } from './target.ts';

interface CompiledHandler {
  type: Run | undefined;
  store: Store | undefined;
  forget: ((frame: Frame) => void) | undefined;
  body: Execute;
  at: number;
}

/** `raise`, `raise value`, `raise value from cause`. */
export function compileRaise(node: Raise, context: Context): Execute {
  const exception = node.exception && context.expression(node.exception);
  const cause = node.cause && context.expression(node.cause);
  return (frame) => {
    spend(1);
    const value = exception?.(frame);
    const origin = cause?.(frame);
    try {
      if (value === undefined) {
        throw currentException() ?? raise('RuntimeError', 'No active exception to reraise');
      }
      const error = raised(value);
      checkCause(origin);
      throw error;
    } catch (error) {
      throw locate(error, node.at);
    }
  };
}

function checkCause(cause: Value | undefined): void {
  if (cause === undefined || cause === null) {
    return;
  }
  try {
    raised(cause);
  } catch {
    raise('TypeError', 'exception causes must derive from BaseException');
  }
}

/** `try … except … else … finally`. Only Python's exceptions are seen: a Suspend or an exceeded bound passes, with no `finally` run. */
export function compileTry(node: Try, context: Context): Execute {
  const body = context.block(node.body);
  const handlers = node.handlers.map((handler) => compileHandler(handler, context));
  const otherwise = context.block(node.otherwise);
  const guarded = handlers.length === 0 ? body : guard(body, handlers, otherwise);
  return node.final.length === 0 ? guarded : finish(guarded, context.block(node.final));
}

function compileHandler(handler: Handler, context: Context): CompiledHandler {
  const { name, at } = handler;
  const place = name === undefined ? undefined : context.scope.resolve(name);
  return {
    type: handler.type && context.expression(handler.type),
    store: name === undefined ? undefined : compileTarget({ kind: 'name', at, name }, context),
    forget:
      place?.kind === 'slot' && place.up === 0
        ? (frame) => {
            frame.slots[place.index] = undefined;
          }
        : undefined,
    body: context.block(handler.body),
    at,
  };
}

function isPython(error: unknown): error is PythonError {
  return error instanceof PythonError && error.type !== NOT_SUPPORTED;
}

function guard(body: Execute, handlers: CompiledHandler[], otherwise: Execute): Execute {
  return (frame) => {
    let signal: Signal;
    try {
      signal = body(frame);
    } catch (error) {
      if (!isPython(error)) {
        throw error;
      }
      return handle(error, handlers, frame);
    }
    return signal === NEXT ? otherwise(frame) : signal;
  };
}

function handle(error: PythonError, handlers: CompiledHandler[], frame: Frame): Signal {
  return handling(error, () => {
    for (const handler of handlers) {
      if (!handler.type || catches(error, handler.type(frame), handler.at)) {
        return runHandler(error, handler, frame);
      }
    }
    throw error;
  });
}

function runHandler(error: PythonError, handler: CompiledHandler, frame: Frame): Signal {
  handler.store?.(frame, exceptionValue(error));
  try {
    return handler.body(frame);
  } finally {
    handler.forget?.(frame);
  }
}

function catches(error: PythonError, type: Value, at: number): boolean {
  const types = type instanceof Tuple ? type.items : [type];
  const own = classOf(error);
  return types.some((candidate) => {
    if (!(candidate instanceof ExceptionClass)) {
      return refuse(at);
    }
    return own.within(candidate);
  });
}

function classOf(error: PythonError): ExceptionClass {
  return error.value === undefined ? classNamed(error.type) : exceptionValue(error).type;
}

function refuse(at: number): never {
  try {
    return raise('TypeError', 'catching classes that do not inherit from BaseException is not allowed');
  } catch (error) {
    throw locate(error, at);
  }
}

function finish(body: Execute, final: Execute): Execute {
  return (frame) => {
    let signal: Signal;
    try {
      signal = body(frame);
    } catch (error) {
      if (!isPython(error)) {
        throw error;
      }
      const ended = handling(error, () => final(frame));
      if (ended !== NEXT) {
        return ended;
      }
      throw error;
    }
    const result = frame.result;
    const ended = final(frame);
    if (ended !== NEXT) {
      return ended;
    }
    frame.result = result;
    return signal;
  };
}
