import { expect, it } from 'vitest';
import { readPages } from '../../../../lambda/airflow/rest/pages';

const ASKED = { path: '/variables', query: {}, field: 'variables', columns: ['key', 'id'] };

/** The step after an answer with these rows. */
function afterPage(variables: readonly unknown[], total: number) {
  const pages = readPages(ASKED);
  pages.next();
  return pages.next({ status: 200, body: { variables, total_entries: total } });
}

it('A list keeps of its rows what is asked for alone', () => {
  const row = { key: 'a', value: 'secret', conf: { much: 'x' } };
  expect(afterPage([row, null], 2)).toStrictEqual({
    done: true,
    value: { rows: [{ key: 'a' }, {}] },
  });
});

it('A list is read when it has 10,000 rows, and not when it has one more', () => {
  expect(afterPage([{ key: 'a' }], 10_000)).toMatchObject({
    done: false,
    value: { path: '/variables', query: { limit: '100', offset: '1' } },
  });
  expect(afterPage([{ key: 'a' }], 10_001)).toStrictEqual({ done: true, value: { total: 10_001 } });
});
