import { raise } from '../expression/exception.ts';
import { compare } from '../expression/operations/order.ts';
import { repr } from '../expression/repr.ts';
import type { Value } from '../expression/value.ts';
import { idsOf } from './created.ts';
import { Records } from './records.ts';
import type { Recordset } from './recordset.ts';

/** Compares two records as `sort` of an array wants it. */
type Comparison = (a: Recordset, b: Recordset) => number;

const PART = /^\s*(?<name>[a-z_][a-z0-9_]*)(?:\s+(?<direction>asc|desc))?(?:\s+nulls\s+(?<nulls>first|last))?\s*$/i;

/**
 * The comparison that an order such as `'state, date_order desc'` asks for. As in Odoo, empty values are last, or first where the
 * direction is `desc`, unless `nulls` says so. Raises ValueError for what is no order.
 */
export function comparisonOf(records: Recordset, order: string): Comparison {
  const parts = order.split(',').map((part) => comparisonOfPart(records, part, order));
  return (a, b) => {
    for (const part of parts) {
      const found = part(a, b);
      if (found !== 0) {
        return found;
      }
    }
    return 0;
  };
}

function comparisonOfPart(records: Recordset, part: string, order: string): Comparison {
  const { name = '', direction = 'asc', nulls } = PART.exec(part)?.groups ?? {};
  if (name === '') {
    raise('ValueError', `Invalid order ${repr(order)} to sort`);
  }
  const sign = direction.toLowerCase() === 'desc' ? -1 : 1;
  const emptyFirst = nulls === undefined ? sign < 0 : nulls.toLowerCase() === 'first';
  const keyOf = keysBy(records, name, order);
  return (left, right) => {
    const [a, b] = [keyOf(left), keyOf(right)];
    if (a === null || b === null) {
      return a === b ? 0 : (a === null) === emptyFirst ? -1 : 1;
    }
    return sign * compare(a, b);
  };
}

/** The value to compare of each record; null where it is empty. */
function keysBy(records: Recordset, name: string, order: string): (record: Recordset) => Value {
  const field = records.env.world.fieldsOf(records.model).get(name);
  if (field === undefined) {
    return name === 'id' ? (record) => record.one() : raise('KeyError', name);
  }
  switch (field.type) {
    case 'one2many':
    case 'many2many':
      return raise('ValueError', `Invalid order on relational field ${repr(order)} to sort`);
    case 'many2one':
      return ranked(records, name, field.relation ?? '');
    case 'boolean':
      return (record) => record.field(name);
    default:
      return (record) => {
        const value = record.field(name);
        return value === false ? null : value;
      };
  }
}

/** Records of another model come in that model's own order, which only Odoo knows. */
function ranked(records: Recordset, name: string, relation: string): (record: Recordset) => Value {
  const targetOf = (record: Recordset) => {
    const target = record.field(name);
    return target instanceof Records ? (target.ids[0] ?? null) : null;
  };
  const targets = [...new Set(records.singles().map(targetOf))].filter((id) => id !== null);
  const ranks = new Map(inOwnOrder(records.env.records(relation, targets)).map((id, rank) => [id, BigInt(rank)]));
  return (record) => {
    const target = targetOf(record);
    return target === null ? null : (ranks.get(target) ?? null);
  };
}

/** The ids in the order that the model has of itself. */
export function inOwnOrder(records: Recordset): bigint[] {
  if (records.ids.length < 2) {
    return [...records.ids];
  }
  const context = { ...records.env.context, active_test: false };
  return idsOf(records.askModel('search', [[['id', 'in', [...records.ids]]]], { context }));
}
