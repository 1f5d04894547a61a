import { describe, expect, it } from 'vitest';
import { deriveRunId, hashIdentity } from '../../../lambda/airflow/run-id';
import { faultOfRunId } from '../../../lambda/contract/run-id';

const RESERVED = [
  'scheduled',
  'backfill',
  'dataset_triggered',
  'asset_triggered',
  'asset_materialization',
];

describe('A derived run id', () => {
  const derive = (source: string, readable: string) =>
    deriveRunId({ source, readable, identity: ['a'] });

  it('has 100 characters of what a person recognises it by', () => {
    expect(derive('s3', 'x'.repeat(101))).toBe(`s3__${'x'.repeat(100)}__${hashIdentity(['a'])}`);
  });

  it('has one underscore for each run of characters that Airflow does not take', () => {
    expect(derive('a b:c', 'd/ é~e:f+g')).toBe(`a_b_c__d_~e:f+g__${hashIdentity(['a'])}`);
  });

  it.each(RESERVED)('does not begin as Airflow’s own do: %s', (source) => {
    const runId = derive(source, 'x');
    expect(runId).toMatch(new RegExp(`^mwaaq_${source}__x__`));
    expect(faultOfRunId(runId)).toBeUndefined();
  });

  it('is another one where the parts of an identity end elsewhere', () => {
    expect(hashIdentity(['ab', 'c'])).not.toBe(hashIdentity(['a', 'bc']));
  });
});

describe('A run id that a sender chose', () => {
  it.each(RESERVED)('is refused when it begins as Airflow’s own do: %s', (type) => {
    expect(faultOfRunId(`${type}__x`)).toBe(
      `run id "${type}__x" begins with ${type}__, which Airflow keeps for its own runs: choose another prefix`,
    );
  });

  it.each(['manual__x', 'scheduled_x', 'r'.repeat(248), 'a-'])('may be %s', (runId) => {
    expect(faultOfRunId(runId)).toBeUndefined();
  });
});
