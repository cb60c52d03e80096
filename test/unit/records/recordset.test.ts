import assert from 'node:assert/strict';
import { repr } from '../../../src/expression/repr.ts';
import { type OnSandbox, onSandbox } from '../../support/on-sandbox.ts';

describe('recordsets', () => {
  let odoo: OnSandbox;

  before(async () => {
    odoo = await onSandbox();
  });
  after(() => odoo.stop());

  async function gives(code: string, expected: string): Promise<void> {
    const { out } = await odoo.run(code);
    assert.equal(repr(out), expected);
  }
  async function raises(code: string, type: string, message: RegExp): Promise<void> {
    await assert.rejects(odoo.run(code), { type, message });
  }

  it('read three fields of a hundred records in one call', async () => {
    const { out, calls } = await odoo.run(`
partners = env['res.partner'].create([{'name': 'P%d' % n, 'email': 'p%d@example.com' % n, 'ref': 'R%d' % n} for n in range(100)])
for partner in partners:
    out.append((partner.name, partner.email, partner.ref))
`);

    assert.equal(out.length, 100);
    assert.equal(repr(out.slice(0, 2)), "[('P0', 'p0@example.com', 'R0'), ('P1', 'p1@example.com', 'R1')]");
    assert.deepEqual(calls, ['res.partner.create', 'res.partner.read']);
  });

  it('follow many2one chains with one read a model, also for many records', async () => {
    const { out, calls } = await odoo.run(`
belgium = env['res.country'].search([('code', '=', 'BE')])
partners = env['res.partner'].create([{'name': 'P', 'country_id': belgium.id} for n in range(5)])
for partner in partners:
    out.append(partner.country_id.code)
out.append(partners.country_id if len(partners) == 1 else partners.mapped('country_id.name'))
`);

    assert.equal(repr(out), "['BE', 'BE', 'BE', 'BE', 'BE', ['Belgium']]");
    assert.deepEqual(calls, [
      'res.country.search',
      'res.partner.create',
      'res.partner.read',
      'res.country.read',
      'res.country.read',
    ]);
  });

  it('know set operators, comparison, membership, slices', async () => {
    await gives(
      `
p = env['res.partner'].browse([1, 2, 3])
q = env['res.partner'].browse([3, 4])
out.extend([p | q, p & q, p - q, p + q, p == p[:], p[0] in p, q[1] in p, p[1:], p[-1].id, len(p), bool(p), bool(p - p)])
`,
      '[res.partner(1, 2, 3, 4), res.partner(3,), res.partner(1, 2), res.partner(1, 2, 3, 3, 4), True, True, False, res.partner(2, 3), 3, 3, True, False]',
    );
  });

  it('filter, sort and map with functions and field names', async () => {
    await gives(
      `
p = env['res.partner'].create([{'name': 'b', 'email': 'x@y'}, {'name': 'a'}, {'name': 'c', 'email': 'z@y'}])
out.append(p.filtered('email').mapped('name'))
out.append(p.filtered(lambda r: r.name > 'a').mapped('name'))
out.append(p.sorted('name').mapped('name'))
out.append(p.sorted(lambda r: r.name, reverse=True).mapped(lambda r: r.name.upper()))
`,
      "[['b', 'c'], ['b', 'c'], ['a', 'b', 'c'], ['C', 'B', 'A']]",
    );
  });

  it('sort by an order, empty values last, records in the order of their model', async () => {
    const { out, calls } = await odoo.run(`
p = env['res.partner'].create([
    {'name': 'p', 'ref': 'b', 'country_id': env.ref('base.us').id}, {'name': 'q'},
    {'name': 'r', 'ref': 'a', 'country_id': env['res.country'].search([('code', '=', 'BE')]).id}, {'name': 's', 'ref': 'b'},
])
def names(by, **kwargs):
    return ''.join(p.sorted(by, **kwargs).mapped('name'))
out.extend([names('ref'), names('ref desc, name DESC'), names('ref desc nulls last'), names('ref', reverse=True), names('id desc')])
out.extend([names('country_id, name'), names('is_company')])
`);

    assert.deepEqual(out, ['rpsq', 'qspr', 'psrq', 'qpsr', 'srqp', 'rpqs', 'pqrs']);
    assert.equal(calls.filter((call) => call === 'res.country.search').length, 2);
    await raises("env['res.partner'].browse([1, 2]).sorted('child_ids')", 'ValueError', /Invalid order on relational/);
    await raises("env['res.partner'].browse([1, 2]).sorted('a b c')", 'ValueError', /Invalid order 'a b c' to sort/);
  });

  it('group, narrow by a domain, update; map and filter nothing', async () => {
    await gives(
      `
p = env['res.partner'].create([{'name': 'a', 'ref': 'x'}, {'name': 'bb'}, {'name': 'c', 'ref': 'x'}])
out.append([(key, group.mapped('name')) for key, group in p.grouped('ref').items()])
out.append({key: len(group) for key, group in p.grouped(lambda r: len(r.name)).items()})
out.append(p.filtered_domain(['|', ('ref', '=', False), ('name', '=', 'c')]).mapped('name'))
p.update({'ref': 'y'})
out.append(p.mapped('ref'))
none = p.browse()
out.append((none.mapped('name'), none.mapped(lambda r: r.country_id), none.mapped(lambda r: r.name), p.filtered(None) == p))
p[0].child_ids = [(0, 0, {'name': 'n', 'ref': False}), (0, 0, {'name': 'm', 'ref': 'z'})]
out.append(p.filtered('child_ids.ref').mapped('name'))
`,
      "[[('x', ['a', 'c']), (False, ['bb'])], {1: 2, 2: 1}, ['bb', 'c'], ['y', 'y', 'y'], ([], res.country(), [], True), ['a']]",
    );
    await raises("env['res.partner'].browse(1).mapped('name.code')", 'AttributeError', /before 'code' is no record/);
  });

  it('send what b64encode gives as its text; message_post gives the message', async () => {
    const { out, sent } = await odoo.run(`
p = env['res.partner'].create({'name': 'P', 'comment': b64encode('Zoë'.encode())})
message = p.message_post(body='Hello')
out.append((len(message), message.model, message.res_id == p.id))
`);

    assert.deepEqual(sent[0]?.args, [{ name: 'P', comment: 'Wm/Dqw==' }]);
    assert.equal(repr(out), "[(1, 'res.partner', True)]");
  });

  it('write by assignment, and read the new value afterwards', async () => {
    const { out, calls } = await odoo.run(`
p = env['res.partner'].create({'name': 'Before'})
out.append(p.name)
p.name = 'After'
out.append(p.name)
p.write({'name': 'Last'})
out.append(p.name)
`);

    assert.deepEqual(out, ['Before', 'After', 'Last']);
    assert.deepEqual(
      calls,
      ['create', 'read', 'write', 'read', 'write', 'read'].map((method) => `res.partner.${method}`),
    );
  });

  it('give the empty values of Odoo for no record, and refuse a field of several', async () => {
    await gives(
      "p = env['res.partner']\nout.extend([p.name, p.country_id, p.color, p.id, p.ids, p.child_ids])",
      '[False, res.country(), 0, False, [], res.partner()]',
    );
    await raises(
      "out.append(env['res.partner'].browse([1, 2]).name)",
      'ValueError',
      /Expected singleton: res\.partner\(1, 2\)/,
    );
    await raises("env['res.partner'].browse([1, 2]).ensure_one()", 'ValueError', /Expected singleton/);
  });

  it('say that a record is gone, and let code catch it', async () => {
    await raises(
      "out.append(env['res.partner'].browse(987654).name)",
      'MissingError',
      /does not exist or has been deleted/,
    );
    await gives(
      `
try:
    env['res.partner'].browse(987654).write({'name': 'x'})
except MissingError as error:
    out.append('caught')
finally:
    out.append('finally')
`,
      "['caught', 'finally']",
    );
  });

  it('run code once in effect, however often it is suspended', async () => {
    const { out, calls } = await odoo.run(`
count = 0
for n in range(3):
    count += 1
    p = env['res.partner'].create({'name': 'Once %d' % n})
    try:
        out.append(p.name)
    finally:
        count += 10
out.append(count)
`);

    assert.deepEqual(out, ['Once 0', 'Once 1', 'Once 2', 33n]);
    assert.deepEqual(calls.filter((call) => call.endsWith('create')).length, 3);
  });

  it('refuse what RPC cannot do, with the reason', async () => {
    await raises("env['res.partner'].sudo()", 'AccessError', /rights of the connection's user/);
    await raises("env['res.partner'].browse(1).sudo().name", 'AccessError', /sudo/);
    await raises('env.cr.execute("select 1")', 'AttributeError', /no SQL/);
    await raises(
      "if env['res.partner'].browse(1).no_such_field:\n    pass",
      'AttributeError',
      /no attribute 'no_such_field'/,
    );
    await raises("env['res.partner'].browse(1).no_such_method()", 'AttributeError', /no_such_method/);
    await raises("env['res.partner'].browse('1')", 'TypeError', /int\(…\) makes a whole number/);
  });

  it('carry a context into the calls', async () => {
    const { sent } = await odoo.run("env['res.partner'].with_context(lang='fr_FR').with_company(1).search([])");

    assert.deepEqual(
      sent.map(({ kwargs }) => kwargs),
      [{ context: { lang: 'fr_FR', allowed_company_ids: [1n] } }],
    );
  });

  it('know env.ref, env.user, env.company, Command', async () => {
    await gives(
      'out.extend([env.ref("base.us").code, env.user.id == env.uid, env.company.name != ""])',
      "['US', True, True]",
    );
    await raises('env.ref("base.nope")', 'ValueError', /External ID not found/);
    await gives('out.append(env.ref("base.nope", raise_if_not_found=False) or env.ref("base.nope", False))', '[None]');
    await gives(
      "out.extend([Command.create({'a': 1}), Command.set([1, 2]), Command.link(3), Command.clear()])",
      "[(0, 0, {'a': 1}), (6, 0, [1, 2]), (4, 3, 0), (5, 0, 0)]",
    );
  });

  it('search with limit and order; count; exists; copy; unlink', async () => {
    await gives(
      `
p = env['res.partner'].create([{'name': 'Zed', 'ref': 'zz'}, {'name': 'Yan', 'ref': 'zz'}])
out.append(env['res.partner'].search([('ref', '=', 'zz')], order='name', limit=1).name)
out.append(env['res.partner'].search_count([('ref', '=', 'zz')]))
out.append(p[0].copy({'name': 'Copy'}).name)
p[0].unlink()
out.append((p.exists() == p[1], len(p.exists())))
`,
      "['Yan', 2, 'Copy', (True, 1)]",
    );
  });

  it('give dates and datetimes as Python has them, and take them back', async () => {
    const { out, sent } = await odoo.run(`
order = env['sale.order'].browse(7)
when = order.date_order
out.append((when.year > 2000, str(when + datetime.timedelta(days=1))[:10] > str(when)[:10]))
order.date_order = datetime.datetime(2025, 7, 4, 12, 30, 15, 999, tzinfo=timezone('Europe/Brussels'))
order.write({'date_order': datetime.datetime(2025, 7, 4, 12, 30, 15, 999)})
`);

    assert.equal(repr(out), '[(True, True)]');
    const written = sent.filter(({ method }) => method === 'write').map(({ args }) => args);
    assert.deepEqual(written[1], [{ date_order: '2025-07-04 12:30:15' }]);
    assert.match(JSON.stringify(written[0]), /2025-07-04 1[0-2]:\d\d:15/);
  });
});
