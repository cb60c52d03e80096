# tags by name: those that are missing are made
Tag = env['res.partner.category']
tag_ids = []
for name in payload['tags']:
    name = name.strip()
    tag = Tag.search([('name', '=', name)], limit=1)
    if not tag:
        tag = Tag.create({'name': name, 'color': len(name) % 11})
    if tag.id not in tag_ids:
        tag_ids.append(tag.id)
partner = env['res.partner'].browse(payload['partner'])
partner['category_id'] = [(6, 0, tag_ids)]
partner['category_id'] = [(4, Tag.create({'name': payload['extra'], 'color': 7}).id)]
partner.write({'category_id': [(3, tag_ids[0])]})
log(' / '.join(partner.category_id.sorted('name').mapped('name')))
