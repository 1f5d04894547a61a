import { describe, expect, it } from 'vitest';
import { requireVariable } from '../../../lambda/contract/environment-variables';

describe('a required environment variable', () => {
  it('is read', () => {
    expect(requireVariable({ MWAAQ_QUEUE_URL: 'https://queue' }, 'MWAAQ_QUEUE_URL')).toBe(
      'https://queue',
    );
  });

  it.each([[{}], [{ MWAAQ_QUEUE_URL: '' }]])('fails if it is missing or empty: %j', (variables) => {
    expect(() => requireVariable(variables, 'MWAAQ_QUEUE_URL')).toThrow(
      'environment variable MWAAQ_QUEUE_URL is not set: deploy the function with the construct',
    );
  });
});
