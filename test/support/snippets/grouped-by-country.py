partners = env['res.partner'].search([('ref', '=', payload['ref'])], order='name')
for country, group in partners.grouped('country_id').items():
    log('%s: %s' % (country.code or 'none', ', '.join(group.mapped('name'))))
    group.write({'function': '%d in %s' % (len(group), country.name or 'no country')})
by_length = partners.grouped(lambda p: len(p.name))
log('%s %s' % (sorted(by_length), [len(g) for g in by_length.values()]))
