# contact form of the website -> opportunity
source = env['utm.source'].search([('name', '=ilike', payload['utm']['source'])], limit=1)
Tag = env['crm.tag']
tags = Tag.browse()
for label in payload.get('interests', []):
    tags |= Tag.search([('name', '=ilike', label)], limit=1) or Tag.create({'name': label})

answers = payload.get('answers', {})
description = '\n'.join('%s: %s' % (q, a or '-') for q, a in sorted(answers.items()))
budget = float(payload['budget'].replace('.', '').replace(',', '.'))
lead = env['crm.lead'].create({
    'name': '{0[subject]} ({0[company]})'.format(payload),
    'type': 'opportunity',
    'contact_name': payload['contact'],
    'partner_name': payload['company'],
    'email_from': payload['email'],
    'phone': payload.get('phone'),
    'expected_revenue': budget,
    'priority': '3' if budget >= 10000 else '2' if budget > 1000 else '1',
    'source_id': source.id,
    'tag_ids': [(6, 0, tags.ids)],
    'user_id': env.ref('base.user_admin').id,
    'description': description,
})
log('lead for %.2f, %d tags' % (lead.expected_revenue, len(lead.tag_ids)))
