import type { ShopOdoo } from './shop-order.ts';

/**
 * Has Odoo (17 on) take `seconds` longer to create, and to confirm, a sales order whose reference begins with `prefix`, inside the call.
 * Gives how to undo it.
 */
export async function makeSlow(odoo: ShopOdoo, prefix: string, seconds: number): Promise<() => Promise<void>> {
  const model = firstId(await odoo.call('ir.model', 'search', [[['model', '=', 'sale.order']]]));
  const state = firstId(
    await odoo.call('ir.model.fields', 'search', [
      [
        ['model', '=', 'sale.order'],
        ['name', '=', 'state'],
      ],
    ]),
  );
  const selection = firstId(
    await odoo.call('ir.model.fields.selection', 'search', [
      [
        ['field_id', '=', state],
        ['value', '=', 'sale'],
      ],
    ]),
  );
  const rules: bigint[] = [];
  for (const trigger of [
    { trigger: 'on_create' },
    { trigger: 'on_state_set', trg_selection_field_id: selection, trigger_field_ids: [[6n, 0n, [state]]] },
  ]) {
    const rule = firstId(
      await odoo.call('base.automation', 'create', [
        {
          name: `${prefix} ${trigger.trigger}`,
          model_id: model,
          filter_domain: `[('client_order_ref', '=like', '${prefix}-%')]`,
          ...trigger,
        },
      ]),
    );
    rules.push(rule);
    await odoo.call('ir.actions.server', 'create', [
      {
        name: `${prefix} waits`,
        model_id: model,
        state: 'code',
        code: `time.sleep(${seconds})`,
        usage: 'base_automation',
        base_automation_id: rule,
      },
    ]);
  }
  await takeNotice(odoo);
  return async () => {
    await odoo.call('base.automation', 'unlink', [rules]);
    await takeNotice(odoo);
  };
}

/** Has each of Odoo's workers take notice of changed rules now: it takes them seconds. */
async function takeNotice(odoo: ShopOdoo): Promise<void> {
  await Promise.all(Array.from({ length: 8 }, () => odoo.call('res.users', 'search_count', [[]])));
}

function firstId(answer: unknown): bigint {
  const id: unknown = Array.isArray(answer) ? answer[0] : answer;
  if (typeof id !== 'bigint') {
    throw new Error(`no id: ${id}`);
  }
  return id;
}
