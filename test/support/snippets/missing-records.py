# ids from another system: some are gone by now
partners = env['res.partner'].browse(payload['ids'])
there = partners.exists()
missing = [i for i in partners.ids if i not in there.ids]
there.write({'function': 'checked'})
if missing:
    log('missing: %d of %d' % (len(missing), len(partners)))
last = env['res.partner'].search([('ref', '=', 'no such reference')], limit=1)
log('%s %s %s %r' % (last.name, last.parent_id.name, last.id, last.ids))
try:
    env['res.partner'].browse(missing[0]).write({'function': 'never'})
    log('written')
except Exception:
    log('not written')
