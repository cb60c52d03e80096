# a batch of enquiries: one lead per company with the sum of all, biggest first
totals = {}
for row in payload['rows']:
    totals.setdefault(row['company'], []).append(row)
ranked = sorted(totals.items(), key=lambda item: (-sum(r['amount'] for r in item[1]), item[0]))
made = env['crm.lead'].create([
    {
        'name': '#%d %s' % (rank, company),
        'partner_name': company,
        'expected_revenue': round(sum(r['amount'] for r in rows), 2),
        'email_from': rows[0].get('email') or False,
    }
    for rank, (company, rows) in enumerate(ranked, 1)
])
best = {lead.partner_name: lead.expected_revenue for lead in made if lead.expected_revenue > 100}
log(repr(sorted(best.values(), reverse=True)))
log('average %.3f, any cold: %s' % (sum(made.mapped('expected_revenue')) / len(made), any(not l.email_from for l in made)))
