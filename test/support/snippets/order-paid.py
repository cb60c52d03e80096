# payment received: confirm the quotation, or say why not
order = record
if float_compare(payload['amount'], order.amount_total, precision_rounding=order.currency_id.rounding) < 0:
    raise UserError(
        "Paid %.2f of %.2f %s for %s" % (payload['amount'], order.amount_total, order.currency_id.name, order.client_order_ref)
    )
if order.state in ('draft', 'sent'):
    order.action_confirm()
log('state of %s: %s' % (order.client_order_ref, dict(draft='Quotation', sale='Sales Order').get(order.state, order.state)))
