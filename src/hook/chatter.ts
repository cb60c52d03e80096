import type { OdooCall } from '../odoo/call.ts';
import type { World } from '../records/world.ts';

/** From this major version on Odoo escapes the text of a message itself. */
const ESCAPES_ITSELF = 17;

/** Posts a plain text in the chatter of each record. */
export async function postText(
  world: World,
  model: string,
  ids: readonly bigint[],
  text: string,
  options: Pick<OdooCall, 'again'> = {},
): Promise<void> {
  const body = (await world.majorVersion()) >= ESCAPES_ITSELF ? text : escapeHtml(text);
  for (const id of ids) {
    await world.send({ model, method: 'message_post', ids: [id], args: [], kwargs: { body }, ...options });
  }
}

const ENTITIES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

function escapeHtml(text: string): string {
  return text.replace(/[&<>"]/g, (character) => ENTITIES[character] ?? character);
}
