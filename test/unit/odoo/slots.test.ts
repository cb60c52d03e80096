import assert from 'node:assert/strict';
import { Slots, type Strain } from '../../../src/odoo/slots.ts';

function release(slots: Slots, how: Strain, times = 1): void {
  for (let n = 0; n < times; n += 1) {
    slots.take();
    slots.release(how);
  }
}

describe('the slots of a connection', () => {
  it('are as many as may be under way at once', () => {
    const slots = new Slots(2);

    slots.take();
    slots.take();
    const whileBusy = slots.free;
    slots.release('answered');

    assert.deepEqual([whileBusy, slots.free], [0, 1]);
  });

  it('are half as many after trouble, and never none', () => {
    const slots = new Slots(8);

    const limits = [1, 2, 3, 4].map(() => {
      release(slots, 'strained');
      return slots.limit;
    });

    assert.deepEqual(limits, [4, 2, 1, 1]);
  });

  it('become more again with answers in a row, one at a time, and never more than at first', () => {
    const slots = new Slots(2);
    release(slots, 'strained');

    release(slots, 'answered', 19);
    const before = slots.limit;
    release(slots, 'not asked');
    release(slots, 'answered');
    const after = slots.limit;
    release(slots, 'answered', 100);

    assert.deepEqual([before, after, slots.limit], [1, 2, 2]);
  });

  it('are free again only when what is under way beyond them is over', () => {
    const slots = new Slots(4);
    for (let n = 0; n < 4; n += 1) {
      slots.take();
    }

    slots.release('strained');
    const crowded = slots.free;
    slots.release('answered');
    slots.release('answered');

    assert.deepEqual([crowded, slots.limit, slots.free], [0, 2, 1]);
  });
});
