import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import { describe, expect, it } from 'vitest';
import { readCommand } from '../lambda/airflow/command';
import {
  DEFAULT_COMMAND_SECONDS,
  MAX_ARGUMENT_BYTES,
  MAX_BODY_BYTES,
  MAX_DAG_ID_LENGTH,
  MAX_EXPIRY_SECONDS,
  MAX_ID_LENGTH,
  MAX_RUN_ID_LENGTH,
  MAX_SHOWN_OUTPUT_LENGTH,
  MAX_SOURCE_LENGTH,
  SQS_RETENTION_DAYS,
} from '../lambda/contract/limits';
import { parseMessage } from '../lambda/contract/message';
import { SOURCES } from '../lambda/contract/sources';
import { messageSchema } from '../scripts/message/schema';
import { fieldTable } from '../scripts/message/table';
import { blocksOf, compile } from './support/documents';
import { ROOT } from './support/process';

const DOCUMENT = 'docs/messages.md';
const text = readFileSync(path.join(ROOT, DOCUMENT), 'utf8');
const accepts = new Ajv().compile(messageSchema());

/** The bodies of the examples: of JSON, of the AWS CLI, of Python. */
const BODIES = [
  ...blocksOf(DOCUMENT, 'json'),
  ...blocksOf(DOCUMENT, 'sh').flatMap((script) => findAll(script, /--message-body '(.+?)'/g)),
  ...blocksOf(DOCUMENT, 'python').flatMap((code) => findAll(code, /^message = (\{.+?^\})/gms)),
];

function findAll(from: string, pattern: RegExp): readonly string[] {
  return [...from.matchAll(pattern)].map(([, found = '']) => found);
}

describe(DOCUMENT, () => {
  it('has the very table of fields that the code has (npx tsx scripts/message/table.ts)', () => {
    expect(text).toContain(fieldTable());
  });

  it('has messages that are taken', () => {
    expect(BODIES).toHaveLength(5);
    for (const body of BODIES) {
      expect(accepts(JSON.parse(body)), body).toBe(true);
      expect(readCommand(parseMessage(body), 'id').shown).toMatch(/^dags (trigger|pause) /);
    }
  });

  // Two seconds: the compiler is a process of its own.
  it('has TypeScript that compiles', async () => {
    expect(await compile(DOCUMENT)).toEqual({ output: '', blocks: 1 });
  });

  it.each([
    `| a body | ${MAX_BODY_BYTES / 1024} KiB (${MAX_BODY_BYTES} bytes) |`,
    `| \`conf\`, or any one argument | ${(MAX_ARGUMENT_BYTES + 1) / 1024} KiB (${MAX_ARGUMENT_BYTES} bytes)`,
    `| \`id\` | ${MAX_ID_LENGTH} characters |`,
    `| \`source\` | ${MAX_SOURCE_LENGTH} characters |`,
    `| DAG id | ${MAX_DAG_ID_LENGTH} characters;`,
    `| run id | ${MAX_RUN_ID_LENGTH} characters:`,
    `| \`expires.after\` | ${MAX_EXPIRY_SECONDS} seconds, the ${SQS_RETENTION_DAYS} days `,
    `| a command's time for Airflow's answer | ${DEFAULT_COMMAND_SECONDS} seconds,`,
    `the last ${MAX_SHOWN_OUTPUT_LENGTH.toLocaleString('en')} characters of the output`,
  ])('states the limit that the code has: %s', (row) => {
    expect(text.includes(row)).toBe(true);
  });

  it.each(Object.values(SOURCES))('names the source %s', (source) => {
    expect(text).toContain(`\`${source}\``);
  });
});
