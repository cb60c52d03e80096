# what Odoo itself refuses can be caught
partner = env['res.partner'].search([('ref', '=', payload['ref'])])
child = env['res.partner'].create({'name': 'Child', 'parent_id': partner.id, 'ref': payload['ref']})
try:
    partner['parent_id'] = child
    log('accepted')
except UserError as error:
    log(str(error))
    child['function'] = 'kept'
