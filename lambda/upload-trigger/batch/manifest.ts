import { writeAsciiJson } from '../../contract/json';
import { batchConf, batchFile, type Conf, fitsInConf, type ManifestLocation } from '../conf';
import type { OpenBatch } from '../ports';
import type { Upload } from '../upload';
import type { BatchContext } from './context';

/** A batch's `conf`, and where its files are listed when they are not in it. */
export interface DescribedFiles {
  readonly conf: Conf;
  readonly manifest?: ManifestLocation;
}

/** Lists the files of a batch: in its `conf`, or in a manifest when that would make it too long. */
export async function describeFiles(
  batch: OpenBatch,
  group: string | undefined,
  uploads: readonly Upload[],
  { rule, manifests, time }: Pick<BatchContext, 'rule' | 'manifests' | 'time'>,
): Promise<DescribedFiles> {
  const files = uploads.map(batchFile);
  if (fitsInConf(files)) return { conf: batchConf(rule, group, files.length, { files }) };
  const day = new Date(batch.closesAt).toISOString().slice(0, 10);
  const manifest = { bucket: manifests.bucket, key: `${rule.name}/${day}/${batch.batchId}.jsonl` };
  // ASCII: who splits text at every line break that Unicode has would else split inside a key.
  const text = files.map((file) => `${writeAsciiJson(file)}\n`).join('');
  time.checkCall();
  await manifests.write(manifest.key, text);
  return { conf: batchConf(rule, group, files.length, { manifest }), manifest };
}
