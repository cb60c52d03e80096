import { everyAction } from '../support/every-action.ts';

describe('every action, on the sandbox', () => {
  everyAction(() => ({}));
});
