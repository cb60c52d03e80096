tags = env['res.partner.category'].browse(payload['tags']).exists()
partner = env['res.partner'].create({'name': payload['name'], 'category_id': [Command.set(tags.ids)]})
partner.write({'category_id': [Command.unlink(tags[0].id), Command.link(payload['also'])]})

order = env['sale.order'].create({
    'partner_id': partner.id,
    'order_line': [Command.create({'name': text, 'display_type': 'line_note'}) for text in payload['notes']],
})
lines = order.order_line.sorted(key=lambda l: l.name)
order.write({'order_line': [Command.update(lines[0].id, {'name': 'First of %s' % len(lines)})] + [
    Command.delete(line.id) for line in lines[1:] if line.name.endswith('!')
]})
