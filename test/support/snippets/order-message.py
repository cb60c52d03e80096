# a note of the carrier in the chatter of the order
status = payload['status'].replace('_', ' ').title()
body = "{}: {} ({})".format(payload['carrier'], status, payload.get('code', 'n/a'))
record.message_post(body=body, subject='Shipment %s' % payload['tracking'])
record.message_post(body='Signed by ' + payload['signed_by'], message_type='comment', subtype_xmlid='mail.mt_note')
record.message_subscribe(partner_ids=[record.partner_id.id])
log('%d messages' % env['mail.message'].search_count([('model', '=', 'sale.order'), ('res_id', '=', record.id), ('subject', 'like', 'Shipment')]))
