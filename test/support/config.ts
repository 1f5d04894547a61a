import { readConfig } from '../../app/config';

/** A configuration of one environment. */
export function withEnvironment(fields: object): object {
  return { environments: [{ name: 'MyEnvironment', ...fields }] };
}

/** What a configuration is refused with. */
export function refusalOf(config: unknown): string {
  try {
    readConfig(config);
  } catch (error) {
    return (error as Error).message;
  }
  throw new Error('nothing was refused');
}
