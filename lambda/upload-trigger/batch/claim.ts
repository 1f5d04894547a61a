import { DYNAMODB_READ_ITEMS } from '../../contract/limits';
import { chunksOf } from '../chunks';
import { inParallel } from '../in-parallel';
import type { Upload } from '../upload';
import type { BatchContext } from './context';

/** DynamoDB answers many at a time; a function has some dozens of connections. */
const CLAIMS_AT_ONCE = 25;

/**
 * Gives files to a batch. Asks first which have one: a closing that is repeated, since it ran out of time or
 * died, goes on where the one before it stopped.
 *
 * @param files by their id
 * @returns those that are this batch's, in their order
 * @throws OutOfTimeError, or what a call threw; what is claimed by then stays so
 */
export async function claimFiles(
  files: ReadonlyMap<string, Upload>,
  batchId: string,
  { batches, time }: Pick<BatchContext, 'batches' | 'time'>,
): Promise<readonly Upload[]> {
  const holders = new Map<string, string>();
  for (const ids of chunksOf([...files.keys()], DYNAMODB_READ_ITEMS)) {
    time.checkCall();
    for (const [id, holder] of await batches.holders(ids)) holders.set(id, holder);
  }
  const claims = await inParallel([...files], CLAIMS_AT_ONCE, async ([id, file]) => {
    const holder = holders.get(id);
    if (holder !== undefined) return holder === batchId ? [file] : [];
    time.checkCall();
    return (await batches.claim(id, batchId)) ? [file] : [];
  });
  return claims.flatMap((result) => {
    if (result.status === 'rejected') throw result.reason;
    return result.value;
  });
}
