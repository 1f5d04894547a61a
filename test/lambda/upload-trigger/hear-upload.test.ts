import { expect, it } from 'vitest';
import { hearUpload } from '../../../lambda/upload-trigger/hear-upload';
import type { HeardObject } from '../../../lambda/upload-trigger/ports';
import type { Upload } from '../../../lambda/upload-trigger/upload';
import { ruleOf, uploadOf } from '../../support/uploads/uploads';

const TIME = '2026-03-01T10:00:00.750Z';

/** What is noted of an upload of that time. */
async function notedOf(changes: Partial<Upload>): Promise<readonly HeardObject[]> {
  const noted: HeardObject[] = [];
  const objects = {
    async hear(object: HeardObject) {
      noted.push(object);
      return true;
    },
    lastHeard: async () => new Map(),
  };
  await hearUpload(ruleOf(), uploadOf({ eventTime: TIME, ...changes }), objects);
  return noted;
}

it('an event is noted with its own time', async () => {
  expect(await notedOf({})).toMatchObject([
    { key: 'in/a.csv', from: 'event', at: Date.parse(TIME) },
  ]);
});

it('what a listing found is noted with the time of the listing, and written in whole seconds', async () => {
  expect(await notedOf({ listedAt: 7000 })).toMatchObject([
    { from: 'listing', at: 7000, writtenAt: Date.parse('2026-03-01T10:00:00Z') },
  ]);
});
