lead = env['crm.lead'].search([('name', '=', payload['lead'])], limit=1)
if not lead:
    raise UserError('No lead called "%s"' % payload['lead'])
outcome = payload['outcome']
if outcome == 'won':
    lead.action_set_won()
elif outcome == 'lost':
    reason = env['crm.lost.reason'].search([], order='id', limit=1)
    lead.action_set_lost(lost_reason=reason.id) if payload.get('old') else lead.write({'active': False, 'probability': 0})
else:
    raise UserError('Outcome {!r} is not known'.format(outcome))
lead['referred'] = ('%s by %s' % (outcome, payload.get('by') or 'nobody')).capitalize()
