# ask someone to call the customer back
user = env['res.users'].search([('login', '=', payload['agent'])], limit=1)
deadline = datetime.datetime.strptime(payload['day'], '%Y-%m-%d').date()
while deadline.weekday() > 4:
    deadline += datetime.timedelta(days=1)
record.activity_schedule(
    'mail.mail_activity_data_call',
    date_deadline=deadline,
    summary='Call back about %s' % payload['topic'],
    note='<p>%s</p>' % payload['text'],
    user_id=user.id,
)
if len(record.activity_ids) > 1:
    log('busy: %s' % ', '.join(record.activity_ids.mapped('activity_type_id.name')))
log('%s for %s' % (record.activity_ids[0].date_deadline, record.activity_user_id.login))
