# one contact per e-mail address, whatever its case
email = (payload.get('email') or '').strip().lower()
if not email or '@' not in email:
    raise UserError('No valid e-mail address in the payload')

Partner = env['res.partner']
partner = Partner.search([('email', '=ilike', email)], limit=1) or Partner.create({
    'name': payload.get('name') or email.split('@')[0].replace('.', ' ').title(),
    'email': email,
})
vals = {k: v for k, v in {
    'street': payload.get('street'),
    'city': payload.get('city'),
    'zip': payload.get('zip'),
}.items() if v}
if vals:
    partner.write(vals)
log('contact %s updated: %s' % (partner.email, ', '.join(sorted(vals))))
