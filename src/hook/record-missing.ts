import { HookRefused, type Place } from '../errors.ts';

/** A record that is not there yet, for which the delivery is to wait. Once that took too long, it is the refusal that it is. */
export class RecordMissing extends HookRefused {
  readonly model: string;

  constructor(model: string, place: Place | undefined, message = `no ${model} record was found`) {
    super('no_record', message, { place });
    this.model = model;
  }
}
