import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

const FIELDS = {
  name: { type: 'char', string: 'Name', store: true },
  ref: { type: 'char', string: 'Reference', store: true },
};

/** An Odoo that knows contacts, does everything at once, and is there only while it is told to be. */
export class InstantOdoo {
  /** How often each reference was created. */
  readonly created = new Map<string, number>();
  readonly port: number;
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
    this.port = (server.address() as AddressInfo).port;
    server.on('request', (request, response) => void this.#respond(request, response));
  }

  /** On a port of its own, at which it then refuses connections. */
  static async away(): Promise<InstantOdoo> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const odoo = new InstantOdoo(server);
    await odoo.leave();
    return odoo;
  }

  async comeBack(): Promise<void> {
    this.#server.listen(this.port, '127.0.0.1');
    await once(this.#server, 'listening');
  }

  async leave(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  async #respond(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const result = this.#answer(JSON.parse(await text(request)).params);
    response.writeHead(200, { 'Content-Type': 'application/json' });
    response.end(JSON.stringify({ jsonrpc: '2.0', id: 1, result }));
  }

  #create(values: unknown): number {
    const ref = String(Object(values).ref);
    this.created.set(ref, (this.created.get(ref) ?? 0) + 1);
    return this.created.size;
  }

  #answer({ service, method, args }: { service: string; method: string; args: unknown[] }): unknown {
    if (service === 'common') {
      return method === 'authenticate' ? 2 : { server_version: '19.0', server_serie: '19.0' };
    }
    const [, , , , name, positional] = args;
    switch (name) {
      case 'fields_get':
        return FIELDS;
      case 'create': {
        const [values] = Object(positional);
        return Array.isArray(values) ? values.map((one) => this.#create(one)) : this.#create(values);
      }
      default:
        return 1;
    }
  }
}
