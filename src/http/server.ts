import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import { Router } from '@koa/router';
import Koa from 'koa';
import { allowOnly, catchErrors } from './catch-errors.ts';
import { answerClientError } from './client-error.ts';
import { type HookParts, takeAtPath, takeAtSecret } from './hook-route.ts';
import { InFlight } from './in-flight.ts';
import { type Readiness, type ReadinessParts, readinessOf } from './readiness.ts';

export interface Server {
  /** Begins to listen; `port` 0 takes a free one. */
  listen(host: string, port: number): Promise<{ port: number }>;
  /** Takes nothing new, finishes what is under way for `grace` milliseconds at most, and cuts the rest. */
  close(grace: number): Promise<void>;
}

export type ServerParts = HookParts & { readiness: ReadinessParts };

/** How often connections that send too slowly are looked for, in milliseconds. */
const SLOW_CHECK = 1_000;
/** Longer than load balancers keep an idle connection, so that they close it and not we, just as they send. */
const KEEP_ALIVE = 75_000;

/** All that speaks HTTP to us. */
export function createServer(parts: ServerParts): Server {
  const { log } = parts;
  const inFlight = new InFlight();
  const app = new Koa();
  app.use(inFlight.middleware);
  app.use(catchErrors(log));
  app.use(routes(parts, inFlight).routes());
  app.on('error', (error) => log.debug({ err: error }, 'a connection broke'));

  const { time } = parts.limits();
  const handle = app.callback();
  const server = createHttpServer(
    {
      headersTimeout: time,
      requestTimeout: time * 2,
      connectionsCheckingInterval: SLOW_CHECK,
      keepAliveTimeout: KEEP_ALIVE,
    },
    (request, response) => void handle(request, response),
  );
  server.on('clientError', answerClientError);

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

function routes(parts: ServerParts, inFlight: InFlight): Router {
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
