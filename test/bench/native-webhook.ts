import { z } from 'zod';
import type { Target } from '../contract/target.ts';
import { loadSnippet } from '../support/snippet.ts';
import type { BareClient } from './bare-client.ts';

const Ids = z.tuple([z.number()]);
const Uuid = z.tuple([z.object({ webhook_uuid: z.string() })]);

/** Odoo's own webhook for contacts, with the code of Odoo's manual. Gives its URL. */
export async function nativeWebhook(client: BareClient, { url }: Target): Promise<string> {
  const { model, target_record, code } = loadSnippet('contact-documented');
  const [model_id] = Ids.parse(await client.call('ir.model', 'search', { domain: [['model', '=', model]] }));
  const rule = { name: 'bench', model_id, trigger: 'on_webhook', record_getter: target_record };
  const [base_automation_id] = Ids.parse(await client.call('base.automation', 'create', { vals_list: [rule] }));
  const action = { name: 'bench', model_id, base_automation_id, usage: 'base_automation', state: 'code', code };
  await client.call('ir.actions.server', 'create', { vals_list: [action] });
  const read = { ids: [base_automation_id], fields: ['webhook_uuid'] };
  const [{ webhook_uuid }] = Uuid.parse(await client.call('base.automation', 'read', read));
  return `${url}/web/hook/${webhook_uuid}`;
}
