product = env['product.template'].search([('default_code', '=', payload['sku'])], limit=1)
for lang, name in payload['names'].items():
    if lang in env['res.lang'].search([]).mapped('code'):
        product.with_context(lang=lang)['name'] = name
    else:
        log('no %s' % lang)
french = product.with_context(lang='fr_FR')
log('%s / %s' % (french.name, french.with_context(lang='en_US').name))
log('%s %s' % (french == product, french.env.context.get('lang')))
