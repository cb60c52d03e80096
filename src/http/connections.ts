import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

/** Requests that one connection may have under way, pipelined; senders have one. */
const MOST_PIPELINED = 32;

interface Exchange {
  request: IncomingMessage;
  response: ServerResponse;
}

/** The open connections. They are bounded without anyone being kept out: a new one takes the place of the one quiet for the longest. */
export class Connections {
  readonly #most: () => number;
  /** In the order of their last request, each with its exchanges that are not over. */
  readonly #open = new Map<Duplex, Set<Exchange>>();
  readonly #closing = new WeakSet<Duplex>();

  constructor(most: () => number) {
    this.#most = most;
  }

  watch(server: Server): void {
    server.on('connection', (socket) => {
      this.#open.set(socket, new Set());
      socket.once('close', () => this.#open.delete(socket));
      if (this.#open.size > this.#most()) {
        this.#closeOne();
      }
    });
  }

  /** Notes a request of a connection; whether it may be taken, besides those that are under way on it. */
  begin(request: IncomingMessage, response: ServerResponse): boolean {
    const { socket } = request;
    const exchanges = this.#open.get(socket);
    if (exchanges === undefined) {
      return true;
    }
    const exchange = { request, response };
    exchanges.add(exchange);
    const over = () => {
      if (response.closed && (request.complete || request.destroyed)) {
        exchanges.delete(exchange);
      }
    };
    response.once('close', over);
    request.once('close', over);
    this.#open.delete(socket);
    this.#open.set(socket, exchanges);
    return exchanges.size <= MOST_PIPELINED;
  }

  /**
   * For a connection on which nothing more can be read: whether that is to be answered. Where requests before it wait for their answers,
   * these go out first, and the connection is closed after them; where it is the rest of a request that has its answer, at once.
   */
  mayAnswer(socket: Duplex): boolean {
    if (this.#closing.has(socket)) {
      return false;
    }
    this.#closing.add(socket);
    const exchanges = [...(this.#open.get(socket) ?? [])];
    const waiting = exchanges.filter(({ request, response }) => request.complete && !response.closed);
    const closeWhenAnswered = () => {
      if (waiting.every(({ response }) => response.closed)) {
        socket.destroy();
      }
    };
    for (const { response } of waiting) {
      response.once('close', closeWhenAnswered);
    }
    if (waiting.length === 0 && exchanges.length > 0 && exchanges.some(({ response }) => response.headersSent)) {
      socket.destroy();
    }
    return waiting.length === 0 && !socket.destroyed;
  }

  #closeOne(): void {
    for (const [socket, exchanges] of this.#open) {
      if (![...exchanges].some(isWorkedOn)) {
        socket.destroy();
        this.#open.delete(socket);
        return;
      }
    }
  }
}

/** What has come wholly and is not answered is never cut: its sender could not tell what became of it. */
function isWorkedOn({ request, response }: Exchange): boolean {
  return request.complete && !response.writableEnded;
}
