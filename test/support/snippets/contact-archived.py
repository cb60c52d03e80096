# "unsubscribed" or "deleted" in the shop: archive, and tell how many there were
gone = env['res.partner'].search([('ref', 'in', payload['refs']), ('child_ids', '=', False)])
kept = env['res.partner'].search([('ref', 'in', payload['refs'])]) - gone
gone.write({'active': False})
for partner in kept:
    partner['name'] = '[%s] %s' % (payload['reason'].upper(), partner.name)
log('archived: %s, kept: %s' % (len(gone), len(kept)))
if not (gone | kept):
    log('nothing found', level='warning')
