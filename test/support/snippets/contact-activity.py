partner = env['res.partner'].create({'name': payload['name']})
model_id = env['ir.model'].search([('model', '=', 'res.partner')], limit=1).id
for days, summary in [(0, 'Welcome'), (7, 'First order?')]:
    env['mail.activity'].create({
        'res_model_id': model_id,
        'res_id': partner.id,
        'activity_type_id': env.ref('mail.mail_activity_data_todo').id,
        'summary': summary,
        'user_id': env.ref('base.user_admin').id,
        'date_deadline': datetime.date(2031, 12, 30) + datetime.timedelta(days=days),
    })
first = partner.activity_ids.sorted('date_deadline')[0]
first.write({'note': 'Deadline %s' % first.date_deadline.strftime('%d.%m.%y')})
