# web form: names in any case, phone numbers in any writing
def clean_phone(number, prefix='+32'):
    if not number:
        return False
    digits = ''.join(c for c in number if c.isdigit() or c == '+')
    if digits.startswith('00'):
        digits = '+' + digits[2:]
    elif digits.startswith('0'):
        digits = prefix + digits[1:]
    return digits

first, last = [part.strip() for part in payload['full_name'].split(',')][::-1]
name = ' '.join([w.capitalize() for w in first.split()] + [last.upper()])
country = env['res.country'].search([('code', '=', payload['country'].upper())], limit=1)
if not country:
    country = env['res.country'].search([('name', 'ilike', payload['country'])], limit=1)
state = env['res.country.state'].search([('country_id', '=', country.id), ('code', '=', payload.get('state'))], limit=1)

env['res.partner'].create({
    'name': name,
    'phone': clean_phone(payload.get('phone')),
    'website': clean_phone('') or 'https://{}'.format(payload['site'].rstrip('/').lower()),
    'country_id': country.id,
    'state_id': state.id,
    'vat': payload.get('vat', '').replace(' ', '').replace('.', '') or False,
    'comment': 'Form %(form)s, %(score)05.1f points' % payload,
})
