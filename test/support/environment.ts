import { vi } from 'vitest';

/** Sets what the AWS SDK and the logger read, and the function's own variables, for one test. */
export function stubEnvironment(variables: Readonly<Record<string, string>>): void {
  const all = {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    POWERTOOLS_LOG_LEVEL: 'SILENT',
    ...variables,
  };
  for (const [name, value] of Object.entries(all)) vi.stubEnv(name, value);
}
