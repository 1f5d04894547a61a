import { expect } from 'vitest';
import { parseMessage } from '../../../lambda/contract/message';
import { keyOf } from './play';
import type { World } from './world';

/** What a batch's run was told. */
interface ToldBatch {
  readonly files: readonly { readonly key: string }[];
  readonly fileCount: number;
  readonly group: string;
}

/** Fails if a play broke a promise: each upload in one batch, none lost, no batch too large or told twice. */
export function checkPlay(world: World): void {
  const { commands, manifests, script } = world;
  expect([...commands.values(), ...manifests.values()].map(({ size }) => size)).toStrictEqual(
    Array.from({ length: commands.size + manifests.size }, () => 1),
  );
  const batches = [...commands.values()]
    .flatMap((bodies) => [...bodies])
    .map((body) => readBatch(body, world));
  const keys = batches.flatMap(({ files }) => files.map(({ key }) => key));
  expect(keys.toSorted()).toStrictEqual(script.uploads.map((_, i) => keyOf(script, i)).toSorted());
  for (const { files, fileCount, group } of batches) {
    expect(files.length).toBe(fileCount);
    expect(fileCount).toBeLessThanOrEqual(script.maxFiles);
    expect(files.map(({ key }) => key.split('/')[0])).toStrictEqual(files.map(() => group));
  }
}

function readBatch(body: string, { manifests }: World): ToldBatch {
  const { request } = parseMessage(body);
  if (request.form !== 'trigger') throw new Error(`not a trigger: ${body}`);
  const conf: ToldBatch & { readonly manifest?: { readonly key: string } } = JSON.parse(
    JSON.stringify(request.trigger.conf),
  );
  if (conf.manifest === undefined) return conf;
  const [text = ''] = manifests.get(conf.manifest.key) ?? [];
  const files = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { key: string });
  return { ...conf, files };
}
