product = env['product.template'].search([('default_code', '=', payload['sku'])], limit=1)
vendor = env['res.partner'].search([('name', '=', payload['vendor'])], limit=1)
infos = product.seller_ids.filtered(lambda s: s.min_qty == payload['from'])
if infos:
    infos.write({'price': payload['price']})
else:
    product.write({'seller_ids': [(0, 0, {payload['field']: vendor.id, 'min_qty': payload['from'], 'price': payload['price'], 'delay': 3})]})
for seller in product.seller_ids.sorted(key=lambda s: s.min_qty, reverse=True):
    log('from %g: %.2f' % (seller.min_qty, seller.price))
