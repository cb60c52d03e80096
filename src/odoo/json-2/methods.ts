import type { Signature } from './signature.ts';

// Odoo 19's own methods (odoo/orm/models.py, addons web, mail and base). Deprecated ones such as read_group stand here too: Odoo's
// catalogue does not list them.

/** Names of the arguments in their order. */
const OF_THE_MODEL = {
  check_access_rights: 'operation raise_exception',
  create: 'vals_list',
  default_get: 'fields',
  fields_get: 'allfields attributes',
  formatted_read_group: 'domain groupby aggregates having offset limit order',
  formatted_read_grouping_sets: 'domain grouping_sets aggregates',
  get_view: 'view_id view_type',
  get_views: 'views options',
  load: 'fields data',
  name_create: 'name',
  name_search: 'name domain operator limit',
  read_group: 'domain fields groupby offset limit orderby lazy',
  search: 'domain offset limit order',
  search_count: 'domain limit',
  search_read: 'domain fields offset limit order',
  web_name_search: 'name specification domain operator limit',
  web_read_group: 'domain groupby aggregates limit offset order',
  web_search_read: 'domain specification offset limit order count_limit',
};

const OF_RECORDS = {
  action_archive: '',
  action_unarchive: '',
  activity_feedback: 'act_type_xmlids user_id feedback attachment_ids only_automated',
  activity_schedule: 'act_type_xmlid date_deadline summary note',
  activity_unlink: 'act_type_xmlids user_id only_automated',
  copy: 'default',
  copy_data: 'default',
  export_data: 'fields_to_export',
  get_external_id: '',
  get_field_translations: 'field_name langs',
  get_metadata: '',
  has_access: 'operation',
  message_notify: '',
  message_post: '',
  message_subscribe: 'partner_ids subtype_ids',
  message_unsubscribe: 'partner_ids',
  onchange: 'values field_names fields_spec',
  read: 'fields load',
  unlink: '',
  update_field_translations: 'field_name translations source_lang',
  web_read: 'specification',
  web_save: 'vals specification next_id',
  web_save_multi: 'vals_list specification',
  write: 'vals',
};

/** Those of one model alone. */
const OF_ONE_MODEL = {
  'ir.model.data.check_object_reference': 'module xml_id raise_on_access_error',
  'res.users.context_get': '',
};

const METHODS: ReadonlyMap<string, Signature> = new Map([
  ...signatures(OF_THE_MODEL, false),
  ...signatures(OF_RECORDS, true),
  ...signatures(OF_ONE_MODEL, false),
]);

/** The signature of a method of Odoo's own. An addon that overrides it may have given the arguments other names. */
export function ownMethod(model: string, method: string): Signature | undefined {
  return METHODS.get(`${model}.${method}`) ?? METHODS.get(method);
}

function signatures(table: Record<string, string>, onRecords: boolean): [string, Signature][] {
  return Object.entries(table).map(([name, parameters]) => [
    name,
    { onRecords, parameters: parameters.split(' ').filter((parameter) => parameter !== '') },
  ]);
}
