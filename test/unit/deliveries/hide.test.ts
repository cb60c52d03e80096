import assert from 'node:assert/strict';
import { hide } from '../../../src/deliveries/hide.ts';

describe('hiding redacted values in texts', () => {
  it('blanks a string and a number wherever they are a whole value', () => {
    const hidden = new Set(['"ann"', '123']);

    const shown = hide('{"name":"ann","other":"annabel","pin":123,"id":1234,"ids":[123]}', hidden);

    assert.equal(shown, '{"name":"(hidden)","other":"annabel","pin":"(hidden)","id":1234,"ids":["(hidden)"]}');
  });

  it('blanks a longer value also inside a text', () => {
    const shown = hide(
      'The card 4111111111111111 of "Zoë Smith" is void',
      new Set(['4111111111111111', '"Zoë Smith"']),
    );

    assert.equal(shown, 'The card "(hidden)" of "(hidden)" is void');
    assert.equal(hide('"call Zoë Smith!"', new Set(['"Zoë Smith"'])), '"call (hidden)!"');
  });

  it('takes a value as it is, not as a pattern', () => {
    assert.equal(hide('{"a":"x.*y$&z"}', new Set(['".*"'])), '{"a":"x.*y$&z"}');
    assert.equal(hide('{"a":".*.*$&.*"}', new Set(['".*.*$&.*"'])), '{"a":"(hidden)"}');
  });
});
