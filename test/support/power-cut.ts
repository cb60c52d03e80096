// Loaded into the program before all else: each time the disk has done its work, keeps what a power cut at that moment would leave of
// the store, and names the folder it lies in.
import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';

const STORE = 'hookdoo.db';
const { fdatasync } = fs;
let turns = 0;

function keep(): string {
  turns += 1;
  const folder = `cut-${turns}`;
  fs.mkdirSync(folder);
  for (const file of [STORE, `${STORE}-wal`]) {
    fs.copyFileSync(file, path.join(folder, file));
  }
  return folder;
}

function keeping(descriptor: number, done: (error: Error | null) => void): void {
  const folder = keep();
  fdatasync(descriptor, (error) => {
    fs.writeFileSync('cut.new', folder);
    fs.renameSync('cut.new', 'cut');
    done(error);
  });
}

Object.assign(fs, { fdatasync: keeping });
syncBuiltinESMExports();
