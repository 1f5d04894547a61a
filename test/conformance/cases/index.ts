import type { ConformanceCase } from '../types';
import { COMMAND_CASES } from './commands';
import { CONF_CASES } from './confs';
import { PAUSE_CASES } from './pauses';
import { REFUSAL_CASES } from './refusals';
import { RUN_CASES } from './runs';

/** Every case but the one of the same second, which sends two messages at once. */
export const CASES: readonly ConformanceCase[] = [
  ...CONF_CASES,
  ...RUN_CASES,
  ...PAUSE_CASES,
  ...COMMAND_CASES,
  ...REFUSAL_CASES,
];
