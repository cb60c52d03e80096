# the shop sends the whole order again: lines are updated, added, taken away
order = env['sale.order'].search([('client_order_ref', '=', payload['number']), ('state', 'in', ['draft', 'sent'])], limit=1)
order.ensure_one()
by_sku = {line.product_id.default_code: line for line in order.order_line}
commands = []
for item in payload['items']:
    line = by_sku.pop(item['sku'], None)
    if line:
        commands.append((1, line.id, {'product_uom_qty': item['quantity']}))
    else:
        product = env['product.product'].search([('default_code', '=', item['sku'])])
        commands.append((0, 0, {'product_id': product.id, 'product_uom_qty': item['quantity']}))
commands.extend((2, line.id, 0) for line in by_sku.values())
order.write({'order_line': commands})
cheapest = order.order_line.sorted(lambda l: l.price_subtotal)[:1]
log('%s left, cheapest %s' % (len(order.order_line), cheapest.product_id.default_code))
