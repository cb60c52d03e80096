# local times of the shop -> UTC; offers are good until the end of next month
shop = timezone(payload['zone'])
local = datetime.datetime.strptime(payload['deliver_at'], '%d/%m/%Y %H:%M')
utc = shop.localize(local).astimezone(timezone('UTC')).replace(tzinfo=None)
today = datetime.date.today()
until = today + dateutil.relativedelta.relativedelta(months=2, day=1) - datetime.timedelta(days=1)
record.write({
    'commitment_date': utc,
    'validity_date': until,
    'date_order': datetime.datetime.now() - datetime.timedelta(hours=6),
})
log('%s %s' % (utc.strftime('%Y-%m-%d %H:%M:%S'), local.isoformat()))
log('weekday %d, week %s, in %d days' % (local.weekday(), local.strftime('%V'), (datetime.date(2030, 1, 1) - local.date()).days))
log(record.commitment_date.strftime('%A %d %B %Y') + (' late' if record.commitment_date < datetime.datetime(2020, 1, 1) else ' in time'))
log('%s %s' % (record.validity_date == until, record.validity_date.day >= 28))
log(str(dateutil.parser.parse('2024-02-29T12:00:00+02:00') + dateutil.relativedelta.relativedelta(years=1)))
