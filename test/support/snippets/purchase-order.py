# goods are running low: ask the supplier
vendor = env['res.partner'].search([('ref', '=', payload['vendor'])], limit=1) or env['res.partner'].create({'name': payload['vendor'], 'ref': payload['vendor'], 'supplier_rank': 1})
order = env['purchase.order'].create({'partner_id': vendor.id, 'partner_ref': payload['reference']})
when = datetime.datetime.strptime(payload['date'], '%Y-%m-%dT%H:%M:%SZ')
for sku, quantity in payload['needs'].items():
    product = env['product.product'].search([('default_code', '=', sku)], limit=1)
    env['purchase.order.line'].create({
        'order_id': order.id,
        'product_id': product.id,
        'name': '[%s] %s' % (sku, product.name),
        'product_qty': quantity,
        'price_unit': product.standard_price or 1,
        'date_planned': when + datetime.timedelta(days=len(order.order_line)),
    })
quantities = order.order_line.mapped('product_qty')
log('%s: %s, %.2f' % (len(order.order_line), quantities, sum(l.product_qty * l.price_unit for l in order.order_line)))
