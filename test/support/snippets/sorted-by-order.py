# the oldest open quotation first, those without a reference last
orders = env['sale.order'].browse(payload['orders'])
log(str(orders.sorted('client_order_ref').mapped('client_order_ref')))
log(str(orders.sorted('client_order_ref desc, date_order').mapped('origin')))
log(str(orders.sorted('client_order_ref DESC NULLS LAST, id').mapped('origin')))
log(str(orders.sorted('partner_id, date_order desc', reverse=True).mapped('origin')))
log(str(orders.sorted('locked').sorted(lambda o: o.date_order, reverse=True).mapped('origin')))
for position, order in enumerate(orders.sorted('date_order')):
    order['client_order_ref'] = '%s %d' % (order.client_order_ref or '?', position)
log(', '.join(orders.sorted().mapped('client_order_ref')))
