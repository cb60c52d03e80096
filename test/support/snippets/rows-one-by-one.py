# each row on its own: what is wrong is told, the others come in
def check(row):
    if not row.get('name'):
        raise UserError('row %s has no name' % row['n'])
    if row.get('age') is not None and int(row['age']) < 18:
        raise Exception('row %(n)s: %(name)s is a minor' % row)
    return {'name': row['name'], 'function': row.get('job') or 'unknown', 'ref': payload['batch']}

done, errors = [], {}
for n, row in enumerate(payload['rows']):
    row['n'] = n + 1
    try:
        done.append(env['res.partner'].create(check(row)).name)
        row.clear()
    except UserError as e:
        errors[n] = str(e)
    except Exception as e:
        errors[n] = 'wrong: %s' % e
for n in sorted(errors):
    log(errors[n], level='error')
log('%d of %d: %s' % (len(done), len(payload['rows']), ' '.join(done)))
