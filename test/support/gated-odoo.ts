import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createLog } from '../../src/log.ts';
import type { Rpc } from '../../src/odoo/call.ts';
import { openConnection } from '../../src/odoo/connection.ts';
import { startSandbox } from '../../src/sandbox/sandbox.ts';

export interface GatedOdoo {
  /** The environment variables that lead the program here. */
  variables: Record<string, string>;
  /** Holds back every `create` from now on, until `open`. */
  shut(): void;
  open(): void;
  /** How many calls are held back. */
  held(): number;
  /** From now on answers `create`, or another method, with `how`: not at all, although it is carried out; or 500, and it is not carried out. The first `after` are spared. */
  lose(how: 'answer' | 'call' | 'nothing', after?: number, method?: string): void;
  /** From now on nobody is let in: every request is answered 503. */
  leave(): void;
  comeBack(): void;
  /** The methods that were carried out, as `model.method`. */
  calls: string[];
  /** Past the gate. */
  rpc: Rpc;
  stop(): Promise<void>;
}

/** The sandbox Odoo behind a gate that the test opens and shuts: a slow Odoo without a clock. */
export async function gatedOdoo(): Promise<GatedOdoo> {
  const sandbox = await startSandbox();
  let gate = Promise.withResolvers<void>();
  gate.resolve();
  let held = 0;
  let lost: 'answer' | 'call' | 'nothing' = 'nothing';
  let spared = 0;
  let losable = 'create';
  let away = false;
  const calls: string[] = [];
  async function pass(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await text(request);
    const isCreate = body.includes('"create"');
    if (isCreate) {
      held += 1;
      await gate.promise;
      held -= 1;
    }
    const isLosable = body.includes(`"${losable}"`);
    const isLost = isLosable && spared === 0;
    spared -= isLosable && spared > 0 ? 1 : 0;
    if (away || (isLost && lost === 'call')) {
      response.writeHead(away ? 503 : 500).end('away');
      return;
    }
    calls.push(nameOf(body));
    const answer = await fetch(sandbox.url + request.url, { method: 'POST', body });
    if (isLost && lost === 'answer') {
      response.destroy();
      return;
    }
    response.writeHead(answer.status, { 'content-type': answer.headers.get('content-type') ?? '' });
    response.end(await answer.text());
  }
  const server = createServer((request, response) => void pass(request, response));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const log = createLog({ level: 'silent', readable: false });
  const direct = openConnection({ ...sandbox, name: 'direct', timeout: 5000, concurrency: 2, context: {} }, log);
  return {
    variables: {
      ODOO_URL: `http://127.0.0.1:${port}`,
      ODOO_DATABASE: sandbox.database,
      ODOO_LOGIN: sandbox.login,
      ODOO_API_KEY: sandbox.password,
    },
    shut: () => {
      gate = Promise.withResolvers<void>();
    },
    open: () => gate.resolve(),
    held: () => held,
    lose: (how, after = 0, method = 'create') => {
      lost = how;
      spared = after;
      losable = method;
    },
    leave: () => {
      away = true;
    },
    comeBack: () => {
      away = false;
    },
    calls,
    rpc: direct.rpc,
    async stop() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await direct.close();
      await sandbox.stop();
    },
  };
}

function nameOf(body: string): string {
  const { args = [], method } = JSON.parse(body).params ?? {};
  return method === 'execute_kw' ? `${args[3]}.${args[4]}` : String(method);
}
