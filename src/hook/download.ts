import type { Outgoing, Request } from '../outgoing/outgoing.ts';

/** The largest file that is downloaded or attached, in bytes. */
export const LARGEST_FILE = 25 * 1024 * 1024;
const TIMEOUT = 60_000;

/** The bytes at a URL. Throws HookRefused, ServiceUnavailable. */
export async function download(
  outgoing: Outgoing,
  request: Pick<Request, 'url' | 'headers' | 'secrets'>,
): Promise<Buffer> {
  const { body } = await outgoing.ask({ ...request, method: 'GET', limit: LARGEST_FILE, timeout: TIMEOUT });
  return body;
}
