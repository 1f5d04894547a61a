import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { EVENT_FIELDS, EVENT_SOURCE, type OutcomeEventType } from '../../lambda/contract/record';
import { ROOT, runProgram } from '../support/process';

const text = readFileSync(path.join(ROOT, 'docs', 'events.md'), 'utf8');

/** Complete by its type: a detail type that is added is missed here. */
const DETAIL_TYPES: Readonly<Record<OutcomeEventType, true>> = {
  'Airflow Command Succeeded': true,
  'Airflow Command Failed': true,
  'Airflow Command Refused': true,
  'Airflow Command Unknown': true,
  'Airflow Environment Held': true,
  'Airflow Environment Released': true,
};

function blocks(language: string): readonly string[] {
  const pattern = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g');
  return [...text.matchAll(pattern)].map(([, code]) => code ?? '');
}

/** What the first column of the document's tables names. */
const named = [...text.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell = '']) =>
  cell.replaceAll('`', '').split(', '),
);

describe('docs/events.md', () => {
  it('tells every detail type and every field, and none that there is not', () => {
    expect(named.toSorted()).toEqual([...Object.keys(DETAIL_TYPES), ...EVENT_FIELDS].toSorted());
  });

  it('shows an event with all its fields, each of them text', () => {
    const [example = ''] = blocks('json');
    const event = JSON.parse(example);

    expect(event).toMatchObject({ source: EVENT_SOURCE });
    expect(Object.keys(DETAIL_TYPES)).toContain(event['detail-type']);
    expect(Object.keys(event.detail)).toEqual(EVENT_FIELDS);
    expect(Object.values(event.detail).every((value) => typeof value === 'string')).toBe(true);
  });

  it('has rules that compile and match nothing but events that there are', async () => {
    const folder = path.join(ROOT, '.local', 'events');
    mkdirSync(folder, { recursive: true });
    const files = blocks('ts').map((code, i) => {
      writeFileSync(path.join(folder, `example-${i}.ts`), code);
      return `example-${i}.ts`;
    });
    const config = { extends: '../../tsconfig.json', include: [], files };
    writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));

    expect((await runProgram('tsc', ['-p', folder])).output).toBe('');
    expect(files).toHaveLength(2);
    const types = blocks('ts').flatMap((code) => code.match(/Airflow (Command|Environment) \w+/g));
    expect(Object.keys(DETAIL_TYPES)).toEqual(expect.arrayContaining(types));
  }, 60_000);
});
