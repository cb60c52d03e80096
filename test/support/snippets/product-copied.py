# a variant of an existing product, from the designer's tool
original = env['product.template'].search([('default_code', '=', payload['from'])], limit=1)
copy = original.copy({'name': payload['name'], 'default_code': '%s/%s' % (payload['from'], payload['suffix'])})
copy['list_price'] = original.list_price + payload.get('surcharge', 0)
plain = copy.copy()
plain['active'] = False
log('%s | %s | %s' % (copy.display_name, original.list_price < copy.list_price, plain != copy))
