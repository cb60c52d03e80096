# the warehouse's count becomes the stock
location = env['stock.warehouse'].search([('company_id', '=', env.company.id)], limit=1).lot_stock_id
Quant = env['stock.quant'].with_context(inventory_mode=True)
for line in payload['counts']:
    product = env['product.product'].search([('default_code', '=', line['sku'])], limit=1)
    if not product:
        log('unknown product %s' % line['sku'], level='warning')
        continue
    quant = Quant.search([('product_id', '=', product.id), ('location_id', '=', location.id)], limit=1)
    if quant:
        quant['inventory_quantity'] = line['quantity']
    else:
        quant = Quant.create({'product_id': product.id, 'location_id': location.id, 'inventory_quantity': line['quantity']})
    quant.action_apply_inventory()
    log('%s: %s' % (product.default_code, product.qty_available))
