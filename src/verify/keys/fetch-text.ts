const LONGEST = 5_000;
const LARGEST = 64 * 1024;

/** Fetches a key or a certificate: over https, in five seconds, 64 KB at most, and following no redirect. Throws Error. */
export async function fetchText(url: string): Promise<string> {
  if (!url.startsWith('https://')) {
    throw new Error('keys are fetched over https only');
  }
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(LONGEST) });
  if (!response.ok || response.body === null) {
    throw new Error(`the server of the key answered ${response.status}`);
  }
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body) {
    length += chunk.length;
    if (length > LARGEST) {
      throw new Error(`the key is larger than ${LARGEST} bytes`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}
