import { describe, expect, it } from 'vitest';
import { pathOf } from '../../../../lambda/airflow/rest/path';

describe('A path of InvokeRestApi', () => {
  it.each(['load', 'a.b_c-d:e', '..a', 'a..'])('may have the name %j', (name) => {
    expect(pathOf`/dags/${name}`).toStrictEqual({ path: `/dags/${name}` });
  });

  it.each(['', '.', '..', 'a/b', 'a%2Fb', 'a b', 'é', 'a\n'])('refuses the name %j', (name) => {
    expect(pathOf`/dags/${name}`).toStrictEqual({
      fault: `${JSON.stringify(name)} has other characters than A-Z a-z 0-9 _ . : -, which a path of InvokeRestApi may not take`,
    });
  });

  it('shows no more than the beginning of a name or a path that it refuses', () => {
    expect(pathOf`/dags/${'é'.repeat(101)}`).toHaveProperty(
      'fault',
      expect.stringMatching(/^"é{100}" has other characters/),
    );
    expect(pathOf`/${'x'.repeat(300)}`).toHaveProperty(
      'fault',
      expect.stringMatching(/^the path \/x{299} has 301 characters, .* at most 64$/),
    );
  });
});
