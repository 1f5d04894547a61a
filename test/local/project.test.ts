import { expect, it } from 'vitest';
import { readConfig } from '../../app/config';
import { dagIdsOf } from '../../local/project';
import { withEnvironment } from '../support/config';

it('the DAGs of an environment are those that its uploads, schedules and events trigger', () => {
  const daily = { expression: 'rate(1 day)' };
  const pattern = { source: ['shop'] };
  const { environments } = readConfig(
    withEnvironment({
      uploads: [{ dagId: 'uploaded' }],
      schedules: [
        { ...daily, name: 'a', command: "dags trigger 'typed' --conf {}" },
        { ...daily, name: 'b', command: 'dags unpause other' },
        { ...daily, name: 'c', trigger: { dagId: 'scheduled' } },
      ],
      events: [
        { name: 'd', pattern, trigger: { dagId: 'told' } },
        { name: 'e', pattern, command: 'dags trigger uploaded' },
      ],
    }),
  );

  expect(environments.map(dagIdsOf)).toEqual([['uploaded', 'typed', 'scheduled', 'told']]);
});
