import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVENT_FIELDS, EVENT_SOURCE, type OutcomeEventType } from '../../../lambda/contract/record';
import { blocksOf, compile } from '../../support/documents';
import { ROOT } from '../../support/process';

const DOCUMENT = 'docs/events.md';
const text = readFileSync(path.join(ROOT, DOCUMENT), 'utf8');

/** Complete by its type: a detail type that is added is missed here. */
const DETAIL_TYPES: Readonly<Record<OutcomeEventType, true>> = {
  'Airflow Command Succeeded': true,
  'Airflow Command Failed': true,
  'Airflow Command Refused': true,
  'Airflow Command Unknown': true,
  'Airflow Environment Held': true,
  'Airflow Environment Released': true,
};

/** What the first column of the document's tables names. */
const named = [...text.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
  cell.replaceAll('`', '').split(', '),
);

describe('docs/events.md', () => {
  it('tells every detail type and every field, and none that there is not', () => {
    expect(named.toSorted()).toEqual([...Object.keys(DETAIL_TYPES), ...EVENT_FIELDS].toSorted());
  });

  it('shows an event with all its fields, each of them text', () => {
    const [example = ''] = blocksOf(DOCUMENT, 'json');
    const event = JSON.parse(example);

    expect(event).toMatchObject({ source: EVENT_SOURCE });
    expect(Object.keys(DETAIL_TYPES)).toContain(event['detail-type']);
    expect(Object.keys(event.detail)).toEqual(EVENT_FIELDS);
    expect(Object.values(event.detail).every((value) => typeof value === 'string')).toBe(true);
  });

  it('has rules that compile and match nothing but events that there are', async () => {
    expect(await compile(DOCUMENT)).toEqual({ output: '', blocks: 2 });

    const types = blocksOf(DOCUMENT, 'ts').flatMap((code) =>
      code.match(/Airflow (Command|Environment) \w+/g),
    );
    expect(Object.keys(DETAIL_TYPES)).toEqual(expect.arrayContaining(types));
  }, 60_000);
});
