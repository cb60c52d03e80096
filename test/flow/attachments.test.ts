import { attachments } from '../support/attachments.ts';

describe('files', () => {
  attachments(() => ({}));
});
