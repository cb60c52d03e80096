company = env['res.partner'].create({'name': payload['company'], 'is_company': True})
children = []
for i, person in enumerate(payload['people'], start=1):
    children.append({
        'name': person['name'],
        'email': person.get('email'),
        'type': 'contact',
        'parent_id': company.id,
        'function': person.get('role', 'Contact %d' % i),
    })
address = payload.get('delivery')
if address:
    children += [dict(address, type='delivery', parent_id=company.id)]

people = env['res.partner'].create(children)
company['ref'] = 'C%04d/%s' % (len(people), payload['company'][-3:].upper())
for child in people.filtered(lambda c: c.type == 'contact'):
    child.write({'ref': '-'.join((company.ref, child.function[:3]))})
