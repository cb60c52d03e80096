import { setTimeout } from 'node:timers/promises';
import type { Log } from '../log.ts';
import type { ExpiringKey } from '../odoo/api-keys.ts';
import type { Connection } from '../odoo/connection.ts';

const DAY = 24 * 60 * 60_000;
const WARN_BEFORE = 14 * DAY;
/** Connections that an edit brings are seen after this long at the latest. */
const EVERY = 60_000;
const AGAIN_WHEN_AWAY = 10 * 60_000;

/** Looks once a day which API keys of the connections' users expire soon. */
export class KeyWatch {
  readonly #connections: () => Connection[];
  readonly #log: Log;
  readonly #looked = new WeakMap<Connection, { keys: ExpiringKey[]; dueAt: number }>();

  constructor(connections: () => Connection[], log: Log) {
    this.#connections = connections;
    this.#log = log;
  }

  /** One sentence for each key that expires within 14 days, as far as Odoo tells. */
  warnings(): string[] {
    return this.#connections().flatMap((connection) => this.#warningsOf(connection));
  }

  /** Looks now and from then on, until `stopped`. */
  async run(stopped: AbortSignal): Promise<void> {
    while (!stopped.aborted) {
      await this.look();
      await setTimeout(EVERY, undefined, { signal: stopped, ref: false }).catch(() => undefined);
    }
  }

  /** Asks the connections that were not asked today. */
  async look(): Promise<void> {
    const due = this.#connections().filter((connection) => Date.now() >= (this.#looked.get(connection)?.dueAt ?? 0));
    await Promise.all(due.map((connection) => this.#ask(connection)));
  }

  async #ask(connection: Connection): Promise<void> {
    const now = Date.now();
    try {
      this.#looked.set(connection, { keys: await connection.expiringKeys(), dueAt: now + DAY });
    } catch {
      const keys = this.#looked.get(connection)?.keys ?? [];
      this.#looked.set(connection, { keys, dueAt: now + AGAIN_WHEN_AWAY });
      return;
    }
    for (const warning of this.#warningsOf(connection)) {
      this.#log.warn({ connection: connection.settings.name, warning }, 'an API key expires soon');
    }
  }

  #warningsOf(connection: Connection): string[] {
    const keys = this.#looked.get(connection)?.keys ?? [];
    return keys
      .filter(({ expiresAt }) => expiresAt.getTime() < Date.now() + WARN_BEFORE)
      .map(({ name, expiresAt }) => {
        const { name: called, login } = connection.settings;
        const when = `${expiresAt.getTime() > Date.now() ? 'expires' : 'expired'} on ${expiresAt.toISOString().slice(0, 10)}`;
        return `connection ${called}: an API key of ${login} ("${name}") ${when}; if it is the one in \`api_key\`, give a new one`;
      });
  }
}
