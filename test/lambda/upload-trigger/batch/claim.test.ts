import { expect, it } from 'vitest';
import { claimFiles } from '../../../../lambda/upload-trigger/batch/claim';
import { OutOfTimeError } from '../../../../lambda/upload-trigger/invocation-time';
import { errorOf } from '../../../support/errors';
import { asPorts, memoryTable } from '../../../support/uploads/memory-table';
import { uploadOf } from '../../../support/uploads/uploads';

/** Time for so many calls. */
function timeFor(calls: number) {
  let left = calls;
  const checkCall = () => {
    if (left-- <= 0) throw new OutOfTimeError('no time left');
  };
  return { now: () => 0, fitsCall: () => left > 0, checkCall, pause: async () => {} };
}

it('claims that take longer than one invocation has time come to an end all the same', async () => {
  const batches = asPorts(memoryTable());
  const ids = Array.from({ length: 250 }, (_, i) => `file ${i}`);
  const files = new Map(ids.map((id) => [id, uploadOf({ key: id })]));
  await batches.claim('file 7', 'other');
  for (let i = 0; i < 3; i++) {
    const error = await errorOf(() => claimFiles(files, 'b', { batches, time: timeFor(80) }));
    expect(error).toBeInstanceOf(OutOfTimeError);
  }
  const claimed = await claimFiles(files, 'b', { batches, time: timeFor(80) });
  expect(claimed.map(({ key }) => key)).toStrictEqual(ids.filter((id) => id !== 'file 7'));
});
