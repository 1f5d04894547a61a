import { Lazy } from 'aws-cdk-lib';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { uploadPattern } from '../../../lib/uploads/upload-events';
import { readEventPattern } from '../../../local/stack/event-pattern';
import { emptyStack } from '../../support/template';

function entriesOf(filter: { readonly prefix?: string; readonly suffix?: string }): unknown {
  const bucket = Bucket.fromBucketName(emptyStack(), 'B', 'company-data');
  return uploadPattern({ bucket, ...filter }).detail?.object?.key;
}

it.each([
  [{}, undefined],
  [{ prefix: 'in/' }, [{ prefix: 'in/' }]],
  [{ suffix: '.csv' }, [{ suffix: '.csv' }]],
  [{ prefix: 'in/', suffix: '.csv' }, [{ wildcard: 'in/*.csv' }]],
  [{ prefix: 'a*\\b/', suffix: '*.c\\' }, [{ wildcard: 'a\\*\\\\b/*\\*.c\\\\' }]],
  [{ prefix: 'in/data', suffix: 'data.csv' }, [{ wildcard: 'in/data*data.csv' }, 'in/data.csv']],
  [{ prefix: 'aa', suffix: 'aa' }, [{ wildcard: 'aa*aa' }, 'aaa', 'aa']],
])('the pattern of %j asks for %j', (filter, entries) => {
  expect(entriesOf(filter)).toEqual(entries);
});

it('a suffix that is known only at deployment is left to the function', () => {
  const suffix = Lazy.string({ produce: () => '*.csv' });

  expect(entriesOf({ prefix: 'in/', suffix })).toEqual([{ prefix: 'in/' }]);
});

it('the pattern matches the keys that begin and end so, and no others', () => {
  const text = fc.string({ unit: fc.constantFrom('a', 'b', '*', '\\', '/'), maxLength: 4 });
  const bucket = Bucket.fromBucketName(emptyStack(), 'B', 'company-data');
  fc.assert(
    fc.property(text, text, text, (prefix, suffix, key) => {
      const { detail } = uploadPattern({ bucket, prefix, suffix });
      const matches = readEventPattern(detail);
      for (const one of [key, prefix + suffix, `${prefix}${key}${suffix}`, `${prefix}${key}`]) {
        const counts = one.startsWith(prefix) && one.endsWith(suffix);
        expect([one, matches({ bucket: { name: 'company-data' }, object: { key: one } })]).toEqual([
          one,
          counts,
        ]);
      }
    }),
  );
});
