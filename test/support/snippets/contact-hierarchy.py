# org chart: parents first, whatever the order in the payload; levels by recursion
nodes = {n['id']: n for n in payload['nodes']}
made = {}

def depth(n):
    return 0 if not n.get('boss') else 1 + depth(nodes[n['boss']])

for node in sorted(nodes.values(), key=lambda n: (depth(n), n['id'])):
    made[node['id']] = env['res.partner'].create({
        'name': node['name'],
        'ref': payload['ref'],
        'parent_id': made[node['boss']].id if node.get('boss') else False,
        'function': 'Level {:>2}'.format(depth(node)),
    })
top = [p for p in made.values() if not p.parent_id]
log('%s: %s' % (top[0].name, ' '.join(top[0].child_ids.mapped('child_ids.name'))))
deepest = made[max(made, key=lambda k: (depth(nodes[k]), k))]
log(' < '.join([deepest.name, deepest.parent_id.name, deepest.parent_id.parent_id.name]))
log('%s' % {k: v.parent_id.name for k, v in made.items()})
