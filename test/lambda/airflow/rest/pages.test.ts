import { expect, it } from 'vitest';
import { readPages } from '../../../../lambda/airflow/rest/pages';

it('A list keeps of its rows what is asked for alone', () => {
  const asked = { path: '/variables', query: {}, field: 'variables', columns: ['key', 'id'] };
  const pages = readPages(asked);
  pages.next();
  const row = { key: 'a', value: 'secret', conf: { much: 'x' } };
  const body = { variables: [row, null], total_entries: 2 };
  const step = pages.next({ status: 200, body });
  expect(step).toStrictEqual({ done: true, value: { rows: [{ key: 'a' }, {}] } });
});
