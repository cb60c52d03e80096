import { bind } from '../expression/arguments.ts';
import { PythonError, raise } from '../expression/exception.ts';
import { Builtin } from '../expression/function.ts';
import { typeName } from '../expression/operations/type-name.ts';
import { PyObject, type Value } from '../expression/value.ts';
import type { Json, JsonObject } from '../odoo/json.ts';
import { fromJson } from './json-value.ts';
import { Recordset } from './recordset.ts';
import type { World } from './world.ts';

/** Odoo's `env`: the models, the user, the company and the context, over RPC. */
export class Environment extends PyObject {
  readonly typeName = 'Environment';
  readonly world: World;
  /** The context over the hook's own. */
  readonly context: JsonObject;

  constructor(world: World, context: JsonObject = {}) {
    super();
    this.world = world;
    this.context = context;
  }

  /** `env['res.partner']`: the model, with no record. */
  override item(key: Value): Recordset {
    if (typeof key !== 'string') {
      throw new PythonError('KeyError', [key]);
    }
    this.world.allow(key);
    return new Recordset(this, key, [], [], true);
  }

  /** Records of a model by their ids; `together` are those whose fields are read along with theirs. */
  records(model: string, ids: readonly bigint[], together?: readonly bigint[]): Recordset {
    return new Recordset(this, model, ids, together);
  }

  override contains(key: Value): boolean {
    return typeof key === 'string' && key.includes('.');
  }

  override attribute(name: string): Value | undefined {
    switch (name) {
      case 'user':
        return this.user();
      case 'uid':
        return this.world.uid();
      case 'company':
        return this.company();
      case 'companies':
        return this.user().field('company_ids');
      case 'lang':
        return fromJson(this.fullContext().lang ?? null);
      case 'context':
        return fromJson(this.fullContext());
      case 'ref':
        return new Builtin('ref', (args) => this.ref(bind('ref', ['xml_id', 'raise_if_not_found'], 1, args)));
      case 'cr':
        return raise('AttributeError', 'env.cr is not available: Hookdoo works over RPC, where there is no SQL');
      case 'su':
        return false;
      default:
        return undefined;
    }
  }

  /** The same environment with other values in its context. */
  withContext(changes: JsonObject): Environment {
    return this.inContext({ ...this.context, ...changes });
  }

  /** The same environment with this context over the hook's own. */
  inContext(context: JsonObject): Environment {
    return new Environment(this.world, context);
  }

  fullContext(): JsonObject {
    return { ...this.world.context, ...this.context };
  }

  repr(): string {
    return '<Environment>';
  }

  private user(): Recordset {
    return new Recordset(this, 'res.users', [this.world.uid()]);
  }

  private company(): Value {
    const allowed: Json = this.fullContext().allowed_company_ids ?? null;
    const [current] = Array.isArray(allowed) ? allowed : [];
    return typeof current === 'bigint'
      ? new Recordset(this, 'res.company', [current])
      : this.user().field('company_id');
  }

  /** `env.ref('module.name')`, archived records too. Raises ValueError as Odoo does, unless `raise_if_not_found` is false. */
  private ref([xmlid, strict = true]: (Value | undefined)[]): Value {
    if (typeof xmlid !== 'string' || !xmlid.includes('.')) {
      return raise('ValueError', `env.ref needs an external id such as 'base.us', not ${typeName(xmlid ?? null)}`);
    }
    const dot = xmlid.indexOf('.');
    const args = [xmlid.slice(0, dot), xmlid.slice(dot + 1)];
    const kwargs = { context: { active_test: false } };
    try {
      const found = this.world.ask({ model: 'ir.model.data', method: 'check_object_reference', args, kwargs });
      const [model, id] = Array.isArray(found) ? found : [];
      if (typeof model === 'string' && typeof id === 'bigint') {
        return new Recordset(this, model, [id]);
      }
    } catch (error) {
      if (!(error instanceof PythonError) || strict !== false) {
        throw error;
      }
    }
    return null;
  }
}
