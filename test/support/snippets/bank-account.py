# IBAN of a vendor: blanks away, only once, group of four in the log
iban = ''.join(payload['iban'].split()).upper()
partner = env['res.partner'].search([('name', '=', payload['name'])])
partner.ensure_one()
if iban not in [''.join(n.split()) for n in partner.bank_ids.mapped('acc_number')]:
    partner.write({'bank_ids': [(0, 0, {'acc_number': iban})]})
log(' '.join(iban[i:i + 4] for i in range(0, 8, 4)) + ' ..' + iban[-2:])
log('%s account%s' % (len(partner.bank_ids), '' if len(partner.bank_ids) == 1 else 's'))
