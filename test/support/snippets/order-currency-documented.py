record.write({'currency_id': env.ref('base.USD').id})
