# some senders put JSON into a text of the JSON
data = payload['data']
if isinstance(data, str):
    data = json.loads(data)
seen = set()
for entry in data['contacts']:
    key = entry['mail'].lower()
    if key in seen:
        continue
    seen.add(key)
    person = env['res.partner'].create({'name': entry['n'], 'email': key, 'ref': f"{payload['ref']}-{entry['id']:03d}"})
    person['comment'] = json.dumps({k: entry[k] for k in sorted(entry) if k not in ('n', 'mail')})
log(f'{len(seen)} seen, {json.dumps(data.get("meta"))!r:>40}')
