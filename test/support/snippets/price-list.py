# the supplier's price list: write only what has changed
changed, same, new = 0, 0, []
for row in payload['prices']:
    code, price = row[0].strip().upper(), float(row[1])
    product = env['product.template'].search([('default_code', '=ilike', code)], limit=1)
    if not product:
        new.append({'name': row[2], 'default_code': code, 'list_price': price, 'sale_ok': True, 'purchase_ok': False})
    elif float_compare(product.list_price, price, precision_digits=2):
        product['list_price'] = price
        changed += 1
    else:
        same += 1
products = env['product.template'].create(new) if new else env['product.template']
log('%d changed, %d same, %d new: %s' % (changed, same, len(products), [round(p.list_price * 1.21, 2) for p in products]))
