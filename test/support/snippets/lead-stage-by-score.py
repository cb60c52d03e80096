# a lead is moved along the stages by its score, and given to a team
stages = env['crm.stage'].search([], order='sequence, id')
steps = [20, 50, 80]

def stage_for(score):
    n = 0
    for step in steps:
        if score < step:
            break
        n += 1
    return stages[min(n, len(stages) - 1)]

for lead in env['crm.lead'].search([('email_from', '=', payload['email'])]):
    old = lead.stage_id
    lead['stage_id'] = stage_for(payload['score'])
    lead['probability'] = max(0, min(100, payload['score'] * 1.1))
    if old != lead.stage_id:
        log('%s: %s -> %s' % (lead.name, old.name, lead.stage_id.name))
