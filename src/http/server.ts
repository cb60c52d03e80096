import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Router } from '@koa/router';
import Koa from 'koa';
import type { PayloadLimits } from '../hook/payload.ts';
import { admit } from './admit.ts';
import { BodyRoom } from './body-room.ts';
import { allowOnly, catchErrors } from './catch-errors.ts';
import { MOST_HEADERS } from './check-head.ts';
import { answerClientError, answerConnect } from './client-error.ts';
import { Connections } from './connections.ts';
import { type HookParts, takeAtPath, takeAtSecret } from './hook-route.ts';
import { InFlight } from './in-flight.ts';
import { type RateLimits, Rates } from './rates.ts';
import type { BodyLimits } from './read-body.ts';
import { type Readiness, type ReadinessParts, readinessOf } from './readiness.ts';
import { senderAddress } from './sender-address.ts';

export interface Server {
  /** Begins to listen; `port` 0 takes a free one. */
  listen(host: string, port: number): Promise<{ port: number }>;
  /** Takes nothing new, finishes what is under way for `grace` milliseconds at most, and cuts the rest. */
  close(grace: number): Promise<void>;
}

/** `url` and `headers` in bytes; `headers` counts from the start on. */
export type Limits = BodyLimits & PayloadLimits & RateLimits & { url: number; headers: number; connections: number };

export type ServerParts = Omit<HookParts, 'limits' | 'rates' | 'room' | 'addressOf'> & {
  limits: () => Limits;
  /** The proxies whose X-Forwarded-For is believed. */
  trustedProxies: () => readonly string[];
  readiness: ReadinessParts;
};

/** How often connections that send too slowly are looked for, in milliseconds. */
const SLOW_CHECK = 1_000;
/** Longer than load balancers keep an idle connection, so that they close it and not we, just as they send. */
const KEEP_ALIVE = 75_000;

/** All that speaks HTTP to us. */
export function createServer(parts: ServerParts): Server {
  const { log, limits, trustedProxies } = parts;
  const inFlight = new InFlight();
  const connections = new Connections(() => limits().connections);
  const rates = new Rates(limits, log);
  const addressOf = senderAddress(trustedProxies, log);
  const app = new Koa();
  app.use(inFlight.middleware);
  app.use(catchErrors(log));
  app.use(admit({ connections, rates, limits, addressOf }));
  app.use(routes({ ...parts, rates, room: new BodyRoom(), addressOf }, inFlight).routes());
  app.on('error', (error) => log.debug({ err: error }, 'a connection broke'));

  const callback = app.callback();
  const handle = (request: IncomingMessage, response: ServerResponse) => void callback(request, response);
  const { time, headers } = limits();
  const server = createHttpServer(
    {
      headersTimeout: time,
      requestTimeout: time * 2,
      connectionsCheckingInterval: SLOW_CHECK,
      keepAliveTimeout: KEEP_ALIVE,
      maxHeaderSize: headers,
      requireHostHeader: false,
    },
    handle,
  );
  server.maxHeadersCount = MOST_HEADERS * 2;
  connections.watch(server);
  server.on('checkExpectation', handle);
  server.on('connect', (_request, socket) => answerConnect(socket));
  server.on('clientError', (error, socket) => answerClientError(error, socket, connections));

  return {
    async listen(host, port) {
      server.listen(port, host);
      await once(server, 'listening');
      const address = server.address();
      return { port: typeof address === 'object' && address !== null ? address.port : port };
    },
    async close(grace) {
      const closed = once(server, 'close');
      server.close();
      await inFlight.finish(grace);
      if (inFlight.size > 0) {
        log.warn({ requests: inFlight.size }, 'stopped before all requests were answered');
      }
      server.closeAllConnections();
      await closed;
    },
  };
}

function routes(parts: HookParts & Pick<ServerParts, 'readiness'>, inFlight: InFlight): Router {
  const readiness = readinessOf(parts.readiness);
  const router = new Router();
  // As it stands in the URL, not decoded: one secret has one spelling, so that it can be hidden wherever it is repeated.
  router.all('/web/hook/:secret', (ctx) => takeAtSecret(ctx, ctx.path.slice('/web/hook/'.length), parts));
  router.all('/hook/*path', (ctx) => takeAtPath(ctx, ctx.path.slice('/hook/'.length), parts));
  router.all('/healthz', (ctx) => {
    allowOnly(ctx, ['GET', 'HEAD']);
    ctx.body = { status: 'ok' };
  });
  router.all('/readyz', async (ctx) => {
    allowOnly(ctx, ['GET', 'HEAD']);
    const { ready, checks, problems, warnings }: Readiness = await readiness();
    const open = ready && !inFlight.closing;
    ctx.status = open ? 200 : 503;
    const told = { ...(problems.length > 0 && { problems }), ...(warnings.length > 0 && { warnings }) };
    ctx.body = { status: open ? 'ok' : 'error', checks, ...told };
  });
  return router;
}
