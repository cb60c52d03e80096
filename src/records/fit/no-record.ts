import { HookRefused, type Place } from '../../errors.ts';

/** No record was found where the hook says that the delivery is then to be skipped, or to wait until there is one. */
export class NoRecord extends HookRefused {
  readonly ending: 'skip' | 'wait';
  readonly model: string;

  constructor(ending: 'skip' | 'wait', model: string, message: string, place: Place) {
    super('no_record', message, { place });
    this.ending = ending;
    this.model = model;
  }
}
