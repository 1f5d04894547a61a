import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import Ajv from 'ajv';
import * as fc from 'fast-check';
import { describe, expect, expectTypeOf, it } from 'vitest';
import { readCommand } from '../../../lambda/airflow/command';
import { InvalidMessageError, RefusedCommandError } from '../../../lambda/contract/errors';
import { parseMessage, type TriggerRequest } from '../../../lambda/contract/message';
import type { MessageBody } from '../../../lambda/contract/message-rules';
import { messageSchema, schemaText } from '../../../scripts/message/schema';
import { nearlyMessages } from '../../support/nearly-messages';
import { ROOT } from '../../support/process';

const accepts = new Ajv().compile(messageSchema());

/** Whether the runner takes a message; what it makes of the verb is no matter of a schema. */
function isTaken(body: string): boolean {
  try {
    const message = parseMessage(body);
    if (message.request.form === 'trigger') readCommand(message, 'id');
    return true;
  } catch (error) {
    const isRefusal = error instanceof InvalidMessageError || error instanceof RefusedCommandError;
    if (isRefusal) return false;
    throw error;
  }
}

describe('the JSON Schema of a message', () => {
  it('stands in the documents as the code has it (npx tsx scripts/message/schema.ts)', () => {
    const file = path.join(ROOT, 'docs', 'message.schema.json');
    expect(readFileSync(file, 'utf8')).toBe(schemaText());
  });

  it('accepts what the runner takes, and nothing else', () => {
    fc.assert(
      fc.property(nearlyMessages(), (message) => {
        expect(accepts(message)).toBe(isTaken(JSON.stringify(message)));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    ['a body too large', { command: `version ${'x'.repeat(256 * 1024)}` }],
    ['a conf too large', { trigger: { dagId: 'd', conf: { a: 'x'.repeat(128 * 1024) } } }],
    [
      'a day that there is not',
      { command: 'v', expires: { after: 1, since: '2026-13-01T00:00Z' } },
    ],
    ['letters of which a text has two units each', { trigger: { dagId: '𝒜'.repeat(200) } }],
    ['punctuation outside ASCII', { trigger: { dagId: 'a…b' } }],
  ])('cannot say everything: it accepts %s, which the runner refuses', (_, message) => {
    expect(accepts(message)).toBe(true);
    expect(isTaken(JSON.stringify(message))).toBe(false);
  });

  it('is of the form that the types have', () => {
    expectTypeOf<NonNullable<MessageBody['trigger']>>().toEqualTypeOf<TriggerRequest>();
    expectTypeOf<MessageBody>().toEqualTypeOf<{
      readonly command?: string;
      readonly argv?: readonly string[];
      readonly trigger?: TriggerRequest;
      readonly id?: string;
      readonly source?: string;
      readonly expires?: { readonly after: number; readonly since?: string };
    }>();
  });
});
