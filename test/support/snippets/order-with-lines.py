# shop order -> customer and quotation
customer = payload['customer']
partner = env['res.partner'].search([('email', '=', customer['email'])], limit=1)
if not partner:
    partner = env['res.partner'].create({'name': customer['name'], 'email': customer['email']})

lines, unknown = [], []
for item in payload['items']:
    product = env['product.product'].search([('default_code', '=', item['sku'])], limit=1)
    if not product:
        unknown.append(item['sku'])
        continue
    lines.append((0, 0, {
        'product_id': product.id,
        'name': item.get('title') or product.name,
        'product_uom_qty': item['quantity'],
        'price_unit': float(item['price']),
    }))
if unknown:
    lines.append((0, 0, {'display_type': 'line_note', 'name': 'Unknown: ' + ', '.join(unknown)}))

order = env['sale.order'].create({
    'partner_id': partner.id,
    'client_order_ref': payload['number'],
    'order_line': lines,
})
if float_compare(sum(l.price_unit * l.product_uom_qty for l in order.order_line), payload['total'], precision_digits=2) != 0:
    order['note'] = 'Total in the shop: %.2f' % payload['total']
log('%s lines, untaxed %.2f' % (len(order.order_line), order.amount_untaxed))
