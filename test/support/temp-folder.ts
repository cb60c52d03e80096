import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A new empty folder; `remove` takes it away with all that is in it. */
export function tempFolder(): { folder: string; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'hookdoo-test-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}
