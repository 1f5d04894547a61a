import { describe, expect, it } from 'vitest';
import { MAIN_AIRFLOW_VERSIONS } from '../../../local/mwaa/main-versions';
import { broken, demo } from '../../support/demo';

describe('the demo on a real Airflow', () => {
  it.each(MAIN_AIRFLOW_VERSIONS)('keeps every promise on %s', async (airflow) => {
    const { checks } = await demo({ airflow });
    expect(broken(checks)).toEqual([]);
  });
});
