import type { Delivery } from '../deliveries/delivery.ts';
import { hide } from '../deliveries/hide.ts';
import type { Hook } from '../hook/hook.ts';
import type { OnFailed } from '../hook/on-failed-key.ts';
import type { Log } from '../log.ts';
import type { Connection } from '../odoo/connection.ts';
import type { JsonObject } from '../odoo/json.ts';
import type { Outgoing } from '../outgoing/outgoing.ts';
import type { Settled } from './carry-out.ts';

/** After a notice of a hook, further failures are told together, once in so long. */
const PAUSE = 10 * 60_000;
const WEBHOOK_TIMEOUT = 30_000;
/** What the receiver of a notice answers is not looked at, so little of it is read, in bytes. */
const WEBHOOK_ANSWER = 65_536;

/** Failures of one hook that nobody was told of yet. */
interface Untold {
  hook: Hook;
  count: number;
  latest: { id: string; code: string; reason: string };
  timer: NodeJS.Timeout | undefined;
}

/** Tells who `on_failed` names that deliveries failed: the first at once, those of a storm together. */
export class Notices {
  readonly #connection: (name: string) => Connection;
  readonly #log: Log;
  readonly #outgoing: Outgoing;
  readonly #untold = new Map<string, Untold>();

  constructor(parts: { connection: (name: string) => Connection; log: Log; outgoing: Outgoing }) {
    this.#connection = parts.connection;
    this.#log = parts.log;
    this.#outgoing = parts.outgoing;
  }

  failed({ id, hidden }: Delivery, hook: Hook, { code = '', reason = '' }: Settled): void {
    if (hook.onFailed === undefined) {
      return;
    }
    const latest = { id, code, reason: hide(reason, hidden) };
    const untold = this.#untold.get(hook.name);
    if (untold === undefined) {
      this.#untold.set(hook.name, { hook, count: 1, latest, timer: undefined });
      this.#tell(hook.name);
    } else {
      Object.assign(untold, { hook, latest, count: untold.count + 1 });
    }
  }

  /** What was not told is told no more: the log has it. */
  stop(): void {
    for (const { timer } of this.#untold.values()) {
      clearTimeout(timer);
    }
    this.#untold.clear();
  }

  #tell(name: string): void {
    const untold = this.#untold.get(name);
    if (untold === undefined || untold.count === 0) {
      this.#untold.delete(name);
      return;
    }
    const { hook, count, latest } = untold;
    untold.count = 0;
    untold.timer = setTimeout(() => this.#tell(name), PAUSE).unref();
    this.#send(hook, hook.onFailed, noticeOf(hook, count, latest)).catch((error: unknown) => {
      this.#log.error(
        { hook: name, reason: error instanceof Error ? error.message : String(error) },
        'notice not sent',
      );
    });
  }

  async #send(hook: Hook, to: OnFailed | undefined, notice: Notice): Promise<void> {
    if (to !== undefined && 'webhook' in to) {
      await this.#post(to.webhook, notice, hook.secrets);
    } else if (to !== undefined) {
      await addActivity(this.#connection(hook.connection), to.activity, notice);
    }
  }

  async #post(url: string, notice: Notice, secrets: readonly string[]): Promise<void> {
    await this.#outgoing.ask({
      method: 'POST',
      url,
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(notice),
      limit: WEBHOOK_ANSWER,
      timeout: WEBHOOK_TIMEOUT,
      secrets,
    });
  }
}

interface Notice {
  hook: string;
  /** Failures since the last notice. */
  failed: number;
  delivery: string;
  code: string;
  reason: string;
  replay: string;
}

function noticeOf({ name }: Hook, failed: number, { id, code, reason }: Untold['latest']): Notice {
  const replay = failed === 1 ? `hookdoo replay ${id}` : `hookdoo replay --hook ${name} --state failed`;
  return { hook: name, failed, delivery: id, code, reason, replay };
}

/** On the user's own contact: every Odoo has one, and it takes activities. */
async function addActivity({ rpc }: Connection, to: { user: string; summary: string }, notice: Notice): Promise<void> {
  const found = await rpc({ model: 'res.users', method: 'search', args: [[['login', '=', to.user]]], kwargs: {} });
  const ids = (Array.isArray(found) ? found : []).filter((one) => typeof one === 'bigint');
  const read = await rpc({ model: 'res.users', method: 'read', ids, args: [['partner_id']], kwargs: { load: null } });
  const [user] = Array.isArray(read) ? read : [];
  const { id, partner_id } = isObject(user) ? user : {};
  if (typeof id !== 'bigint' || typeof partner_id !== 'bigint') {
    throw new Error(`\`on_failed\`: Odoo has no user with the login ${to.user}`);
  }
  await rpc({
    model: 'res.partner',
    method: 'activity_schedule',
    ids: [partner_id],
    args: [],
    kwargs: { summary: to.summary, note: noteOf(notice), user_id: id },
  });
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function noteOf({ hook, failed, delivery, code, reason, replay }: Notice): string {
  const what = failed === 1 ? `Delivery ${delivery}` : `${failed} deliveries, the latest ${delivery},`;
  const lines = [`${what} of the hook ${hook} failed.`, `${code}: ${reason}`, `To carry out again: ${replay}`];
  return lines
    .map((line) => `<p>${line.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`)}</p>`)
    .join('');
}
