import { stripVTControlCharacters } from 'node:util';
import { expect, it } from 'vitest';
import { Narrator } from '../../../local/demo/narrator';
import { toBusEvent } from '../../../local/stack/bus-event';
import type { StackEvent } from '../../../local/stack/events';

const announced = (detailType: string, detail: object): StackEvent => ({
  kind: 'announced',
  event: toBusEvent('mwaa-cli-queue', detailType, detail),
});

it.each<[string, StackEvent, string]>([
  [
    'its run',
    announced('Airflow Command Succeeded', { id: 'a', runId: 's3__a', environment: 'E' }),
    'event       Airflow Command Succeeded: s3__a',
  ],
  [
    'its id, when there is no run',
    announced('Airflow Command Refused', { id: 'a b', runId: '', environment: 'E' }),
    'event       Airflow Command Refused: "a b"',
  ],
  [
    'its environment, when it is about no command',
    announced('Airflow Environment Held', { id: '', runId: '', environment: 'E' }),
    'event       Airflow Environment Held: E',
  ],
  [
    'why it was lost',
    { kind: 'event-lost', sender: 'Stack-Pipe', reason: 'no value' },
    'event lost  Stack-Pipe: no value',
  ],
  [
    'what a topic is told of it',
    { kind: 'published', to: 'arn:aws:sns:…', message: '"E: held."\n"Reason: no token"' },
    'topic       "E: held." "Reason: no token"',
  ],
])('an event is told on one line with %s', (_, event, line) => {
  const lines: string[] = [];

  new Narrator((text) => lines.push(stripVTControlCharacters(text))).onEvent(event);

  expect(lines).toEqual([expect.stringMatching(/^\d\d:\d\d:\d\d\.\d{3} /)]);
  expect(lines[0]?.slice('00:00:00.000 '.length)).toBe(line);
});
