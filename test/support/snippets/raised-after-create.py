partner = env['res.partner'].create({'name': payload['name']})
if not payload.get('email'):
    partner.write({'function': 'without an e-mail'})
    raise UserError('%s has no e-mail' % partner.name)
partner.write({'email': payload['email']})
