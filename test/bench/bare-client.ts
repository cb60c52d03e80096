import axios from 'axios';
import type { Target } from '../contract/target.ts';

const CONNECTIONS = 2;

/** A client with nothing around it: axios, JSON-2, the key. */
export class BareClient {
  readonly #target: Target;

  constructor(target: Target) {
    this.#target = target;
  }

  /** One call with named arguments. */
  async call(model: string, method: string, args: object): Promise<unknown> {
    const { url, database, password } = this.#target;
    const headers = { Authorization: `bearer ${password}`, 'X-Odoo-Database': database };
    const answer = await axios.post<unknown>(`${url}/json/2/${model}/${method}`, args, { headers });
    return answer.data;
  }

  /** Creates records, so many a call, over two connections. */
  async createAll(model: string, all: readonly object[], each: number): Promise<undefined> {
    const starts = Array.from({ length: Math.ceil(all.length / each) }, (_, index) => index * each).values();
    const connection = async () => {
      for (const start of starts) {
        await this.call(model, 'create', { vals_list: all.slice(start, start + each) });
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, connection));
  }
}
