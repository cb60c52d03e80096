import { PyObject } from '../expression/value.ts';

/** Records of one model, by their ids; what can be done with them is Recordset's. */
export abstract class Records extends PyObject {
  abstract readonly model: string;
  abstract readonly ids: readonly bigint[];
}
