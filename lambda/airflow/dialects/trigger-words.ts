import type { Trigger } from './types';

/** A flag with its value, unless there is none. */
export function flag(name: string, value: string | undefined): readonly string[] {
  return value === undefined ? [] : [name, value];
}

/** The trigger that Airflow 2 and 3 share but for the name of the date. */
export function triggerWords(
  dateFlag: string,
  { dagId, runId, conf, logicalDate }: Trigger,
): readonly string[] {
  return [
    'dags',
    'trigger',
    dagId,
    '--run-id',
    runId,
    ...flag('--conf', conf),
    ...flag(dateFlag, logicalDate),
  ];
}

/** A trigger in today's spelling, for people. */
export function triggerArgv(trigger: Trigger): readonly string[] {
  return triggerWords('--logical-date', trigger);
}
