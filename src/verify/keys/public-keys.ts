import { RequestError } from '../../errors.ts';

/** Fetches what stands at an https URL as text. */
export type FetchText = (url: string) => Promise<string>;

/** The keys and certificates of senders, fetched once and kept. */
export interface PublicKeys {
  /** The text at the URL. Throws RequestError 503 when it cannot be had now. */
  get(url: string): Promise<string>;
}

const KEPT_FOR = 24 * 3_600_000;
/** A failure is not tried again at once: whoever sends the requests decides how many there are. */
const FAILED_FOR = 30_000;
const MOST_KEPT = 100;
/** New addresses a minute; senders change theirs once a year. */
const MOST_FETCHES = 20;

interface Kept {
  text: Promise<string>;
  until: number;
}

/** Keeps what it fetched for a day; asks for an address only once however many requests wait for it. */
export function publicKeys(fetchText: FetchText, now: () => number = Date.now): PublicKeys {
  const kept = new Map<string, Kept>();
  let fetches: number[] = [];

  function start(url: string): Kept {
    fetches = fetches.filter((at) => at > now() - 60_000);
    if (fetches.length >= MOST_FETCHES) {
      throw notNow('too many keys are asked for');
    }
    fetches.push(now());
    const entry: Kept = { text: fetchText(url), until: now() + KEPT_FOR };
    entry.text.catch(() => {
      entry.until = now() + FAILED_FOR;
    });
    kept.delete(url);
    kept.set(url, entry);
    for (const oldest of [...kept.keys()].slice(0, Math.max(0, kept.size - MOST_KEPT))) {
      kept.delete(oldest);
    }
    return entry;
  }

  return {
    async get(url) {
      const known = kept.get(url);
      const entry = known !== undefined && known.until > now() ? known : start(url);
      try {
        return await entry.text;
      } catch (error) {
        throw notNow(error instanceof Error ? error.message : String(error));
      }
    },
  };
}

function notNow(detail: string): RequestError {
  return new RequestError(503, 'key_unavailable', "the sender's key cannot be fetched now; send it again later", {
    detail: `the sender's key cannot be fetched: ${detail}`,
  });
}
