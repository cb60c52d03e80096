import type { Odoo } from './odoo.ts';

/** An automation rule as docs/odoo-to-odoo.md has it made, without trigger fields. */
export interface Rule {
  model: string;
  domain: string;
  url: string;
  fields: string[];
}

/** Makes the rules under one name. */
export async function makeRules(odoo: Odoo, name: string, rules: readonly Rule[]): Promise<void> {
  for (const { model, domain, url, fields } of rules) {
    const [modelId = 0n] = await odoo.ids('ir.model', [['model', '=', model]]);
    const fieldIds = await odoo.ids('ir.model.fields', [
      ['model', '=', model],
      ['name', 'in', fields],
    ]);
    const rule = await odoo.create('base.automation', {
      name,
      model_id: modelId,
      trigger: 'on_create_or_write',
      filter_domain: domain,
    });
    await odoo.create('ir.actions.server', {
      name,
      state: 'webhook',
      webhook_url: url,
      webhook_field_ids: [[6n, 0n, fieldIds]],
      base_automation_id: rule,
      usage: 'base_automation',
      model_id: modelId,
    });
  }
}

/** Removes the rules of that name, also half-made ones: they slow down everybody. */
export async function removeRules(odoo: Odoo, name: string): Promise<void> {
  for (const model of ['base.automation', 'ir.actions.server']) {
    await odoo.call(model, 'unlink', [await odoo.ids(model, [['name', '=', name]])]);
  }
}
