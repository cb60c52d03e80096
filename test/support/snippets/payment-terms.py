# per company: terms and credit of the ERP of the group
term = env.ref('account.account_payment_term_30days')
partner = env['res.partner'].with_company(env.company).create({'name': payload['name']})
partner.with_company(env.company.id)['property_payment_term_id'] = term
fallback = env.ref('account.no_such_term', raise_if_not_found=False)
partner['property_supplier_payment_term_id'] = fallback or env.ref('account.account_payment_term_immediate')
log('%s, %s' % (env.company.currency_id.name, partner.property_payment_term_id == term))
try:
    env.ref('account.no_such_term')
except Exception as e:
    log(str(e))
