Partner = env['res.partner']
old = Partner.search([('ref', '=like', payload['mark'] + '-%')], order='ref')
wanted = Partner.browse([int(i) for i in payload['ids']])
both, added, dropped = old & wanted, wanted - old, old - wanted
everyone = old | wanted
if len(everyone) != len(both) + len(added) + len(dropped):
    raise UserError('a record is in two groups')
for p in everyone:
    p['comment'] = '; '.join(word for word, group in [('both', both), ('added', added), ('dropped', dropped)] if p in group)
log('%s %s %s' % (old == (both | dropped), wanted[0] in old, bool(added & dropped)))
log(', '.join((dropped + added).mapped(lambda p: p.name[-1])))
log(str([p.ref for p in everyone[1:]]) + ' ' + str(everyone.sorted('name', reverse=True).mapped('ref')))
log('%r %s' % (everyone.filtered('ref').filtered(lambda p: p.ref > payload['mark'] + '-1').mapped('name'), set(everyone.ids) == set((wanted | old).ids)))
