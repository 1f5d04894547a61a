import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAirflowModel } from '../../../local/mwaa/model/model';
import { StackRun } from '../../../local/stack-run';
import { ENVIRONMENT, upload } from '../../support/upload-burst/burst';

const DAG_ID = 'ingest';
const KEYS = Array.from({ length: 60 }, (_, i) => `in/file ${i}+é.csv`);
const OTHERS = ['in/not-a-csv.txt', 'elsewhere/a.csv'];

/** Which events of the 60 never come. */
const LOST = new Set([...Array(17).keys()].map((i) => 2 + 3 * i));

/** What is asked for reaches up to this moment: by default the last quarter of an hour is left out. */
const request = (more: object = {}) => ({
  reconcile: {
    since: new Date(Date.now() - 3_600_000).toISOString(),
    until: new Date().toISOString(),
    ...more,
  },
});

describe.each([
  ['a run for each', {}],
  ['one run for many', { batch: { windowSeconds: 30, maxFiles: 100 } }],
])('17 of 60 uploads whose events never came, with %s', (_title, mode) => {
  let run: StackRun;
  const reconcile = (more?: object) => run.uploadFunction(DAG_ID).invoke(request(more));

  beforeAll(async () => {
    const uploads = [{ name: DAG_ID, dagId: DAG_ID, prefix: 'in/', suffix: '.csv', ...mode }];
    const options = { version: '3.3.1', dagIds: [DAG_ID], commandDurationMs: 2 };
    const engine = createAirflowModel(options);
    run = await StackRun.start('reconcile', [{ config: { name: ENVIRONMENT, uploads }, engine }], {
      deliveries: (nth) => (LOST.has(nth) ? 0 : 1),
    });
    // One after the other, for the nth event to be the nth key's.
    for (const key of [...KEYS, ...OTHERS]) await upload(run, [key]);
    await run.drain(120_000);
  });

  afterAll(() => run?.stop());

  /** The keys of all files that runs were told of. */
  async function triggered(): Promise<readonly string[]> {
    const airflow = run.local.standIn.environments.get(ENVIRONMENT)?.airflow;
    const runs = (await airflow?.dagRuns(DAG_ID)) ?? [];
    const files = runs.flatMap(({ conf }) => Object(conf).files ?? [conf]);
    return files.map((file: { readonly key: string }) => file.key).toSorted();
  }

  it('are found, those and no others, queued when asked, and found no more', async () => {
    const lost = KEYS.filter((_, i) => LOST.has(i + 1)).toSorted();
    const heard = KEYS.filter((key) => !lost.includes(key)).toSorted();
    expect(await triggered()).toEqual(heard);

    const found = await reconcile();
    expect(found).toMatchObject({ queued: 0 });
    expect(keysOf(found)).toEqual(lost);
    expect(await triggered()).toEqual(heard);

    expect(await reconcile({ queue: true })).toMatchObject({ queued: 17 });
    await run.drain(120_000);
    expect(await triggered()).toEqual(KEYS.toSorted());

    expect(await reconcile({ queue: true })).toMatchObject({ missing: [], queued: 0 });
  });
});

function keysOf(answer: unknown): readonly string[] {
  const { missing } = Object(answer) as { readonly missing: readonly { readonly key: string }[] };
  return missing.map(({ key }) => key).toSorted();
}
