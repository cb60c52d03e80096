# the document comes as text, as base64, or as data to be kept
partner = env['res.partner'].search([('name', '=', payload['partner'])], limit=1)
data = payload['document']
values = {'res_model': 'res.partner', 'res_id': partner.id, 'mimetype': 'text/plain'}
env['ir.attachment'].create(dict(values, name='note.txt', datas=b64encode(data['text'].encode('utf-8'))))
env['ir.attachment'].create({**values, 'name': 'raw.txt', 'datas': data['base64']})
env['ir.attachment'].create(dict(values, name='all.json', datas=b64encode(json.dumps(data['rows']).encode()), mimetype='application/json'))
text = b64decode(data['base64']).decode()
partner['function'] = '%s (%d)' % (text.strip(), len(text))
