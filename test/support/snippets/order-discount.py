# a voucher: so much per cent on all lines but services, never below cost
percent = payload['percent']
lines = record.order_line.filtered(lambda l: l.product_id and l.product_id.type != 'service')
for line in lines:
    price = line.price_unit * (100 - percent) / 100
    if price < line.product_id.standard_price:
        log('%s is sold at cost' % line.product_id.name)
        line['price_unit'] = line.product_id.standard_price
    else:
        line['discount'] = percent
record.write({'order_line': [(0, 0, {'display_type': 'line_section', 'name': 'Voucher %s (-%g%%)' % (payload['code'], percent), 'sequence': 99})]})
log('{:.2f} of {:.2f}; {:g}% at most'.format(sum(lines.mapped('price_subtotal')), record.amount_untaxed, max(lines.mapped('discount'))))
