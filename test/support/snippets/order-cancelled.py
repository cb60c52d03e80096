# refunds of the shop: cancel what is not delivered, and answer for the rest
orders = env['sale.order'].search([('client_order_ref', 'in', [r['number'] for r in payload['refunds']])], order='id')
reasons = {r['number']: r.get('reason') or 'no reason' for r in payload['refunds']}
i = 0
while i < len(orders):
    order = orders[i]
    i += 1
    if order.state == 'cancel':
        continue
    order.with_context(disable_cancel_warning=True).action_cancel()
    order.message_post(body='Cancelled: %s' % reasons[order.client_order_ref])
else:
    log('%d orders' % i)
log(str([o.state for o in orders]))
reasons.pop(list(reasons)[0])
log(str(len(reasons)))
