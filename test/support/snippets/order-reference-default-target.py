if record.state in ('draft', 'sent'):
    record['client_order_ref'] = payload.get('reference') or record.client_order_ref
    record['note'] = payload['note']
log('%s: %s' % (record.client_order_ref, record.partner_id.name))
