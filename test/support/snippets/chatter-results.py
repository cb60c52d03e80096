# what was just posted and planned is changed again
message = record.message_post(body='Parcel %s left' % payload['parcel'])
message.write({'subject': payload['parcel']})
activity = record.activity_schedule('mail.mail_activity_data_todo', summary='Check ' + payload['parcel'], date_deadline=datetime.date(2031, 1, 2))
activity.write({'note': 'Parcel %s' % payload['parcel'], 'user_id': env.ref('base.user_admin').id})
log('%s %s %s' % (message.subject, activity.res_model, len(activity | record.activity_ids)))
record.update({'origin': payload['parcel'], 'client_order_ref': False})
late = record.order_line.filtered_domain([('product_uom_qty', '>', 1), '|', ('name', 'like', 'late'), ('name', 'like', 'slow')])
log(str(late.mapped('name')))
totals = record.read(['amount_total'])[0]
rows = env['sale.order'].search_read([('id', '=', record.id)], ['origin', 'amount_untaxed'])
log('%s %s %s' % (sorted(totals), len(rows), rows[0]['origin']))
log(str(env['sale.order'].search_count([('id', 'in', record.ids)]) == len(record)))
