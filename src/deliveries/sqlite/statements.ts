import type { DatabaseSync } from 'node:sqlite';
import type { Seal } from '../seal.ts';
import { prepareAddCall } from './add-call.ts';
import { prepareCheck } from './check.ts';
import { prepareCleanUp } from './clean-up.ts';
import { prepareEnsureSecret } from './ensure-secret.ts';
import { prepareGet } from './get.ts';
import { prepareIdsBeginning } from './ids-beginning.ts';
import { prepareJournals } from './journal.ts';
import { prepareLanes } from './lanes.ts';
import { prepareList } from './list.ts';
import { prepareLoad } from './load.ts';
import { prepareNewestVersion } from './newest-version.ts';
import { preparePending } from './pending.ts';
import { prepareReceive } from './receive.ts';
import { prepareReplay } from './replay.ts';
import { prepareRotateSecret } from './rotate-secret.ts';
import { prepareSecrets } from './secrets.ts';
import { prepareSettle } from './settle.ts';
import { prepareTake } from './take.ts';
import { prepareWake } from './wake.ts';
import { prepareWritten } from './written.ts';

/** Everything that is asked of the database, prepared once. */
export function prepareStatements(database: DatabaseSync, seal: Seal) {
  const lanes = prepareLanes(database);
  const journals = prepareJournals(database, seal);
  const replay = prepareReplay(database, lanes);
  return {
    ...prepareReceive(database, seal, lanes, replay.replay),
    ...prepareTake(database, lanes, prepareLoad(database, seal, journals)),
    ...replay,
    ...prepareCleanUp(database),
    ...prepareSecrets(database),
    journals,
    settle: prepareSettle(database, lanes),
    ...prepareWake(database),
    ...prepareWritten(database),
    pending: preparePending(database),
    newestVersion: prepareNewestVersion(database),
    addCall: prepareAddCall(database),
    list: prepareList(database),
    get: prepareGet(database, journals),
    idsBeginning: prepareIdsBeginning(database),
    ensureSecret: prepareEnsureSecret(database),
    rotateSecret: prepareRotateSecret(database),
    check: prepareCheck(database),
  };
}

export type Statements = ReturnType<typeof prepareStatements>;
