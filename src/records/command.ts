import { exactly } from '../expression/arguments.ts';
import { Dict } from '../expression/dict.ts';
import { raise } from '../expression/exception.ts';
import { Builtin } from '../expression/function.ts';
import { collect } from '../expression/operations/collect.ts';
import { Tuple } from '../expression/tuple.ts';
import { type Arguments, PyObject, type Value } from '../expression/value.ts';

const NONE = 0n;

/** Odoo's `Command`: the tuples that say what becomes of the records of a one2many or many2many. */
class CommandName extends PyObject {
  readonly typeName = 'type';

  override attribute(name: string): Value | undefined {
    const make = COMMANDS.get(name);
    return make ? new Builtin(name, (args) => make(name, args)) : NUMBERS.get(name);
  }

  repr(): string {
    return "<enum 'Command'>";
  }
}

const COMMANDS = new Map<string, (name: string, args: Arguments) => Value>([
  ['create', (name, args) => new Tuple([0n, NONE, values(exactly(name, args, 1)[0])])],
  ['update', (name, args) => new Tuple([1n, exactly(name, args, 2)[0] ?? null, values(args.positional[1])])],
  ['delete', (name, args) => new Tuple([2n, exactly(name, args, 1)[0] ?? null, NONE])],
  ['unlink', (name, args) => new Tuple([3n, exactly(name, args, 1)[0] ?? null, NONE])],
  ['link', (name, args) => new Tuple([4n, exactly(name, args, 1)[0] ?? null, NONE])],
  ['clear', (name, args) => new Tuple([5n, NONE, NONE, ...exactly(name, args, 0)])],
  ['set', (name, args) => new Tuple([6n, NONE, collect(exactly(name, args, 1)[0] ?? null)])],
]);

const NUMBERS = new Map<string, bigint>([
  ['CREATE', 0n],
  ['UPDATE', 1n],
  ['DELETE', 2n],
  ['UNLINK', 3n],
  ['LINK', 4n],
  ['CLEAR', 5n],
  ['SET', 6n],
]);

function values(value: Value | undefined): Dict {
  return value instanceof Dict ? value : raise('TypeError', 'the values of a record are a dict');
}

export const commandName: Value = new CommandName();
