import { afterAll, beforeAll, expect, it } from 'vitest';
import { type BucketKind, type FlowTrigger, UploadFlow, WINDOW } from '../support/upload-flow/flow';

const TRIGGERS = {
  own: { on: 'own', prefix: 'in/', suffix: '.csv' },
  overlapping: { on: 'own', prefix: 'in/2026' },
  pattern: {
    on: 'imported',
    keyPattern: 'sales/{date}/{region}/*.csv',
    conf: { at: '{date}-{region}' },
  },
  marker: { on: 'imported', prefix: 'raw/', marker: '_SUCCESS' },
  folders: { on: 'imported', prefix: 'folders/', folderMarkers: true },
  full: { on: 'imported', prefix: 'data/', emptyObjects: false },
  theirs: { on: 'theirs', suffix: '.csv' },
  placeholders: {
    on: 'own',
    prefix: 'all/',
    conf: {
      text: 's3://{bucket}/{key}',
      parts: ['{folder}', '{basename}'],
      numbers: { size: '{size}', inText: '{size} bytes' },
      version: { id: '{versionId}', etag: '{etag}', time: '{eventTime}' },
      braces: '{{key}}',
      constant: [1, true, null],
    },
  },
  unversioned: {
    on: 'imported',
    prefix: 'plain/',
    conf: { id: '{versionId}', in: 'v{versionId}' },
  },
  batched: {
    on: 'imported',
    keyPattern: 'days/{day}/**',
    batch: { window: WINDOW, maxFiles: 3, groupBy: 'day' },
    conf: { day: '{group}', text: '{fileCount} files' },
  },
} satisfies Record<string, FlowTrigger>;

const UPLOADS: readonly (readonly [BucketKind, string, string?])[] = [
  ['own', 'in/2026/a.csv'],
  ['own', 'in/a.csv'],
  ['own', 'in/a.txt'],
  ['own', 'in/2026/b.txt'],
  ['imported', 'sales/2026-11-22/eu/a.csv'],
  ['imported', 'sales/2026-11-22/eu/more/a.csv'],
  ['imported', 'sales/2026-11-22/a.csv'],
  ['imported', 'raw/day=1/_SUCCESS', ''],
  ['imported', 'raw/day=1/part-0'],
  ['imported', 'raw/_SUCCESS.tmp'],
  ['imported', 'folders/new/', ''],
  ['imported', 'data/new/', ''],
  ['imported', 'data/empty', ''],
  ['imported', 'data/full'],
  ['theirs', 'deep/a.csv'],
  ['theirs', 'deep/a.txt'],
  ['own', 'all/of/it.json', '{}'],
  ['imported', 'plain/x'],
  ...['a', 'b', 'c', 'd'].map((name) => ['imported', `days/mon/${name}`] as const),
  ['imported', 'days/tue/a'],
];

let flow: UploadFlow;

beforeAll(async () => {
  flow = await UploadFlow.start(TRIGGERS);
  for (const [kind, key, body] of UPLOADS) await flow.put(kind, key, body);
  await flow.drain();
});

afterAll(() => flow?.stop());

it.each<[keyof typeof TRIGGERS, readonly string[]]>([
  ['own', ['in/2026/a.csv', 'in/a.csv']],
  ['overlapping', ['in/2026/a.csv', 'in/2026/b.txt']],
  ['marker', ['raw/day=1/_SUCCESS']],
  ['folders', ['folders/new/']],
  ['full', ['data/full']],
  ['theirs', ['deep/a.csv']],
])(
  'the trigger "%s" has a run for each upload that counts, and for no other',
  async (dagId, keys) => {
    expect(await flow.keysOf(dagId)).toEqual(keys);
  },
);

it('a run is told of its object by default, with its version where there are versions', async () => {
  const confs = await flow.confsOf('own');
  expect(confs.find(({ size }) => size === 13)).toEqual({
    bucket: flow.bucket('own'),
    key: 'in/2026/a.csv',
    size: 13,
    etag: expect.stringMatching(/^[0-9a-f]{32}$/),
    versionId: expect.any(String),
    eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
  });
  const [imported] = await flow.confsOf('full');
  expect(imported).not.toHaveProperty('versionId');
});

it('a marker stands for its folder', async () => {
  expect(await flow.confsOf('marker')).toMatchObject([{ folder: 'raw/day=1/', size: 0 }]);
});

it('the named parts of a pattern are placeholders', async () => {
  expect(await flow.confsOf('pattern')).toEqual([{ at: '2026-11-22-eu' }]);
});

it('every placeholder has its value, of its type', async () => {
  const bucket = flow.bucket('own');
  expect(await flow.confsOf('placeholders')).toEqual([
    {
      text: `s3://${bucket}/all/of/it.json`,
      parts: ['all/of/', 'it.json'],
      numbers: { size: 2, inText: '2 bytes' },
      version: {
        id: expect.any(String),
        etag: '99914b932bd37a50b983c5e7c90ae93b',
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
      },
      braces: '{key}',
      constant: [1, true, null],
    },
  ]);
  expect(await flow.confsOf('unversioned')).toEqual([{ in: 'v' }]);
});

it('batches are of one group each, full ones at once, the rest when their window is over', async () => {
  const confs = await flow.confsOf('batched');
  const told = confs.map(({ day, text, group, fileCount, files }) => {
    const keys = (files as readonly { readonly key: string }[]).map(({ key }) => key);
    return { day, text, group, fileCount, keys: keys.toSorted() };
  });
  const mondays = told.filter(({ day }) => day === 'mon');
  expect(mondays.map(({ fileCount }) => fileCount)).toEqual([3, 1]);
  expect(mondays.flatMap(({ keys }) => keys).toSorted()).toEqual(
    ['a', 'b', 'c', 'd'].map((name) => `days/mon/${name}`),
  );
  expect(told.filter(({ day }) => day !== 'mon')).toEqual([
    { day: 'tue', text: '1 files', group: 'tue', fileCount: 1, keys: ['days/tue/a'] },
  ]);
});
