import { Duration, Lazy } from 'aws-cdk-lib';
import { describe, expect, it } from 'vitest';
import type { UploadTriggerOptions } from '../../../lib';
import { queueWithBuckets, ruleTold, uploadTrigger } from '../../support/uploads';

type Options = Partial<UploadTriggerOptions>;

const window = Duration.minutes(5);
const keyPattern = 'sales/{date}/*.csv';

describe('an option', () => {
  it.each<[Options, object]>([
    [{ triggerName: 'orders.v-2_x' }, { name: 'orders.v-2_x' }],
    [{ triggerName: 'n'.repeat(64) }, { name: 'n'.repeat(64) }],
    [
      { prefix: 'in/', suffix: '.csv' },
      { prefix: 'in/', suffix: '.csv' },
    ],
    [{ keyPattern }, { keyPattern }],
    [{ marker: '_SUCCESS' }, { marker: '_SUCCESS', emptyObjects: true }],
    [{ marker: '_SUCCESS', emptyObjects: true }, { emptyObjects: true }],
    [
      { marker: '_SUCCESS', prefix: 'in/' },
      { marker: '_SUCCESS', prefix: 'in/' },
    ],
    [{ folderMarkers: true }, { folderMarkers: true }],
    [{ emptyObjects: false }, { emptyObjects: false }],
    [
      { conf: { file: 's3://{bucket}/{key}', n: '{size}', list: ['{{', 1, null] } },
      { conf: { file: 's3://{bucket}/{key}', n: '{size}', list: ['{{', 1, null] } },
    ],
    [
      { keyPattern, conf: { day: '{date}' } },
      { keyPattern, conf: { day: '{date}' } },
    ],
    [{ batch: { window } }, { batch: { windowSeconds: 300, maxFiles: 1000 } }],
    [
      { batch: { window: Duration.hours(12), maxFiles: 10_000 } },
      { batch: { windowSeconds: 43_200, maxFiles: 10_000 } },
    ],
    [
      { batch: { window: Duration.seconds(1), maxFiles: 2 } },
      { batch: { windowSeconds: 1, maxFiles: 2 } },
    ],
    [
      {
        keyPattern,
        batch: { window, groupBy: 'date' },
        conf: { day: '{group}', n: '{fileCount}' },
      },
      { batch: { groupBy: 'date' }, conf: { day: '{group}', n: '{fileCount}' } },
    ],
  ])('%j tells the function its rule', (options, rule) => {
    expect(ruleTold(uploadTrigger(options).stack)).toMatchObject(rule);
  });

  it('triggerName is the id of the construct by default', () => {
    expect(uploadTrigger().trigger.triggerName).toBe('T');
    expect(ruleTold(uploadTrigger().stack)).toMatchObject({ name: 'T' });
  });

  it('batch.window may be known only at deployment', () => {
    const { stack } = uploadTrigger({
      batch: { window: Duration.seconds(Lazy.number({ produce: () => 77 })) },
    });

    expect(ruleTold(stack)).toMatchObject({ batch: { windowSeconds: 77 } });
  });
});

describe('what is refused, in one line with what to do', () => {
  it.each<[Options, RegExp]>([
    [
      { triggerName: 'a/b' },
      /^upload trigger name "a\/b" has 3 characters: use 1 to 64 of A-Z a-z 0-9 _ \. -$/,
    ],
    [{ triggerName: '' }, /^upload trigger name "" has 0 characters: use 1 to 64/],
    [{ triggerName: 'n'.repeat(65) }, /^upload trigger name "n+" has 65 characters: use 1 to 64/],
    [
      { keyPattern, prefix: 'in/' },
      /^keyPattern "sales.*" and prefix "in\/" do not go together: leave prefix out, keyPattern says which keys count$/,
    ],
    [{ keyPattern, suffix: '.csv' }, /^keyPattern ".*" and suffix "\.csv" do not go together/],
    [{ keyPattern, marker: '_OK' }, /^keyPattern ".*" and marker "_OK" do not go together/],
    [{ marker: '_OK', suffix: '.csv' }, /^marker "_OK" and suffix "\.csv" do not go together/],
    [{ marker: 'a/_OK' }, /^marker "a\/_OK" is no base name: give one without a slash/],
    [
      { marker: '_OK', emptyObjects: false },
      /^emptyObjects is false and marker is "_OK": markers are empty as a rule, and none would count; leave emptyObjects out$/,
    ],
    [{ marker: '' }, /^marker "" is no base name/],
    [{ keyPattern: 'in/a.csv' }, /^key pattern "in\/a\.csv" has neither a \{name\} nor a \*/],
    [
      { keyPattern: 'in/{key}' },
      /^keyPattern "in\/\{key\}" has the part \{key\}, which is a placeholder already: call it otherwise than bucket, key,/,
    ],
    [
      { keyPattern: 'in/{size}/{fileCount}', batch: { window } },
      /^keyPattern .* has the part \{size\}, which is a placeholder already/,
    ],
    [
      { keyPattern: 'in/{group}' },
      /^keyPattern .* has the part \{group\}, which is a placeholder already/,
    ],
    [
      { keyPattern: Lazy.string({ produce: () => 'in/*' }) },
      /^keyPattern is known only at deployment: give it as text/,
    ],
    [
      { conf: { a: ['{kee}'] } },
      /^conf\.a\[0\] has the unknown placeholder \{kee\}: there are bucket, key, basename, folder, /,
    ],
    [{ conf: { a: 'x}' } }, /^conf\.a has a single \}: write \}\} for the brace itself$/],
    [
      { keyPattern, conf: { a: '{day}' } },
      /^conf\.a has the unknown placeholder \{day\}: there are .*, date;/,
    ],
    [
      { batch: { window }, conf: { a: '{key}' } },
      /^conf\.a has the unknown placeholder \{key\}: there are fileCount;/,
    ],
    [
      { batch: { window }, conf: { a: '{group}' } },
      /^conf\.a has the unknown placeholder \{group\}: there are fileCount;/,
    ],
    [
      { batch: { window }, conf: { files: [] } },
      /^conf\.files is what a batch says itself: call it otherwise than files, manifest, fileCount, group$/,
    ],
    [
      { batch: { window: Duration.seconds(0) } },
      /^batch\.window is 0 seconds: it must be a whole number, 1 to 43200$/,
    ],
    [{ batch: { window: Duration.hours(13) } }, /^batch\.window is 46800 seconds: it must be/],
    [{ batch: { window: Duration.millis(1500) } }, /^batch\.window is 1\.5 seconds: it must be/],
    [
      { batch: { window, maxFiles: 1 } },
      /^batch\.maxFiles is 1: it must be a whole number, 2 to 10000$/,
    ],
    [{ batch: { window, maxFiles: 10_001 } }, /^batch\.maxFiles is 10001: it must be/],
    [
      { batch: { window, groupBy: 'date' } },
      /^batch\.groupBy "date" is no name in keyPattern: give a keyPattern that has it/,
    ],
    [
      { keyPattern, batch: { window, groupBy: 'day' } },
      /^batch\.groupBy "day" is no name in keyPattern: there are date$/,
    ],
  ])('%j', (options, message) => {
    const { add } = queueWithBuckets();

    expect(() => add(options)).toThrow(message);
  });

  it.each(['', 'my dag', '-h', 'd'.repeat(251), 'a/b'])('the DAG id %j', (dagId) => {
    expect(() => uploadTrigger({ dagId })).toThrow(
      /^DAG id ".*" has \d+ characters: use 1 to 250 letters, digits, _ \. or -, and do not begin with -$/,
    );
  });

  it('a name that another trigger of the queue has', () => {
    const { add } = queueWithBuckets();
    add({ triggerName: 'orders', prefix: 'a/' }, 'A');

    expect(() => add({ triggerName: 'orders', prefix: 'b/' }, 'B')).toThrow(
      /^upload trigger name "orders" is taken: two upload triggers of one name would give the same ids, and one would count as a repeat of the other; give each its own$/,
    );
  });
});
