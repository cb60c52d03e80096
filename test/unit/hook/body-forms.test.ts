import assert from 'node:assert/strict';
import fc from 'fast-check';
import { RequestError } from '../../../src/errors.ts';
import { repr } from '../../../src/expression/repr.ts';
import type { BodyForm } from '../../../src/hook/body-form.ts';
import { readPayload } from '../../../src/hook/payload.ts';

function read(form: BodyForm, text: string | Uint8Array, headers: [string, string][] = []): string {
  const contentType = headers.find(([name]) => name === 'content-type')?.[1];
  const bytes = typeof text === 'string' ? Buffer.from(text) : text;
  return repr(readPayload(form, { method: 'POST', contentType, bytes, query: [], headers }, { depth: 20, keys: 1000 }));
}

function envelope(inner: string): string {
  return `<?xml version="1.0"?><s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/" xmlns:xsi="x"><s:Body>${inner}</s:Body></s:Envelope>`;
}

describe('JSON inside something else', () => {
  it('is read in a field of a form, beside the others', () => {
    assert.equal(
      read({ form_with_json: 'payload' }, 'type=sale.update&payload=%7B%22id%22%3A%209007199254740993%7D'),
      "{'type': 'sale.update', 'payload': {'id': 9007199254740993}}",
    );
    assert.throws(() => read({ form_with_json: 'payload' }, 'type=x'), { code: 'invalid_body' });
    assert.throws(() => read({ form_with_json: 'payload' }, 'payload=%7B'), { code: 'invalid_json' });
  });

  it('is read in a text of JSON', () => {
    assert.equal(
      read({ json_with_json: 'payload' }, '{"name": "Sale", "payload": "{\\"total\\": 7.0}"}'),
      "{'name': 'Sale', 'payload': {'total': 7.0}}",
    );
    assert.throws(() => read({ json_with_json: 'payload' }, '{"payload": "{"}'), { code: 'invalid_json' });
    assert.equal(read({ json_with_json: 'payload' }, '{"payload": {"data": 1}}'), "{'payload': {'data': 1}}");
  });
});

describe('a SOAP envelope', () => {
  it('is read as a dict: texts, lists, nothing, attributes', () => {
    const xml = envelope(
      '<n:notes xmlns:n="y"><Org>00D1</Org><None xsi:nil="true"/><Empty/><Note><Id>1</Id><o xsi:type="sf:Account"><sf:Name>F &amp; S &#233;&#xe9; <![CDATA[<b>]]></sf:Name></o></Note></n:notes>',
    );

    assert.equal(
      read({ soap: ['Note'] }, xml),
      "{'notes': {'Org': '00D1', 'None': None, 'Empty': '', 'Note': [{'Id': '1', 'o': {'@type': 'sf:Account', 'Name': 'F & S éé <b>'}}]}}",
    );
    assert.match(read('soap', xml), /'Note': \{'Id': '1'/);
    assert.match(read('soap', envelope('<a><b>1</b><b>2</b></a>')), /'b': \['1', '2'\]/);
    assert.equal(read('soap', envelope('<a k="&lt;">t</a>')), "{'a': {'@k': '<', '#text': 't'}}");
  });

  it('with a document type, entities, or what is no envelope is refused', () => {
    const bomb = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>';
    for (const xml of [
      bomb + envelope('&b;'),
      `<!doctype x SYSTEM "file:///etc/passwd">${envelope('')}`,
      envelope('<a>'),
      envelope('<a b=1/>'),
      envelope('<__proto__>1</__proto__>'),
      `${envelope('')}<more/>`,
      '<Envelope/>',
      '<Other><Body/></Other>',
      'no xml',
      '{"id": 1}',
      envelope(`${'<a>'.repeat(30)}${'</a>'.repeat(30)}`),
      envelope('<a>'.repeat(50_000)),
      envelope(`<a>${'<b/>'.repeat(110_000)}</a>`),
    ]) {
      assert.throws(() => read('soap', xml), { status: 400, code: 'invalid_xml' }, xml.slice(0, 80));
    }
  });

  it('leaves entities that it does not know as they are', () => {
    assert.equal(read('soap', envelope('<a>&nbsp;&#0;&#xd800;&amp;lt;</a>')), "{'a': '&nbsp;&#0;&#xd800;&lt;'}");
  });

  it('gives back any text that stands in it', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        fc.pre(/^[\t\x20-\ud7ff\ue000-\ufffd]*$/.test(text));
        const escaped = text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');

        assert.equal(read('soap', envelope(`<a>${escaped}</a>`)), `{'a': ${repr(text)}}`);
      }),
    );
  });
});

describe('a CloudEvent', () => {
  const binary: [string, string][] = [
    ['ce-specversion', '1.0'],
    ['ce-type', 'com.example.order'],
    ['ce-id', 'A%20%C3%A9'],
  ];

  it('is one dict, structured or binary, and a list as a batch', () => {
    assert.equal(
      read('cloudevents', '{"id": "1", "data": {"n": 1}}', [
        ['content-type', 'application/cloudevents+json; charset=utf-8'],
      ]),
      "{'id': '1', 'data': {'n': 1}}",
    );
    assert.equal(
      read('cloudevents', '[{"id": "1"}]', [['content-type', 'application/cloudevents-batch+json']]),
      "[{'id': '1'}]",
    );
    assert.equal(
      read('cloudevents', '{"n": 1}', [...binary, ['content-type', 'application/json']]),
      "{'specversion': '1.0', 'type': 'com.example.order', 'id': 'A é', 'datacontenttype': 'application/json', 'data': {'n': 1}}",
    );
  });

  it('carries its data as it is: text, bytes, or none', () => {
    assert.match(read('cloudevents', '<a/>', [...binary, ['content-type', 'text/xml']]), /'data': '<a\/>'/);
    assert.match(
      read('cloudevents', Buffer.from([255, 0]), [...binary, ['content-type', 'image/png']]),
      /'data_base64': '\/wA='/,
    );
    assert.ok(!read('cloudevents', '', binary).includes('data'));
    assert.throws(() => read('cloudevents', ''), RequestError);
    assert.throws(() => read('cloudevents', '{', [...binary, ['content-type', 'application/json']]), RequestError);
  });
});
