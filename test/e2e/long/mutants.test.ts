import { describe, expect, it } from 'vitest';
import { broken, demo } from '../../support/demo';
import { mutatedProject } from '../../support/mutants';
import type { Mutation } from '../../support/mutation';

/** Deliberately broken functions: the demo must notice each, or its promises are worth nothing. */
const MUTANTS: readonly {
  readonly fault: string;
  readonly mutations: readonly Mutation[];
  readonly noticed: RegExp;
}[] = [
  {
    fault: 'the message group is ignored',
    mutations: [
      {
        file: 'adapters/sqs/command-sender.ts',
        original: 'MessageGroupId: environmentName',
        mutated: 'MessageGroupId: deduplicationId',
      },
      {
        file: 'runner/read-request.ts',
        original: 'if (group === environmentName) return undefined;',
        mutated: 'return undefined;',
      },
    ],
    noticed: /never two commands of one environment at once/,
  },
  {
    fault: 'the key is not decoded',
    mutations: [
      {
        file: 'upload-trigger/events/event-fields.ts',
        original: "return decodeURIComponent(key.replaceAll('+', ' '));",
        mutated: 'return key;',
      },
    ],
    noticed: /exactly one DAG run for "incoming\/customers 2026\.csv": 0/,
  },
  {
    fault: 'the run id is not deterministic',
    mutations: [
      {
        file: 'airflow/run-id.ts',
        original: 'JSON.stringify(identity)',
        mutated: 'String(Math.random())',
      },
    ],
    noticed: /exactly one DAG run for "incoming\/orders\.csv": 2/,
  },
];

describe('the demo notices a broken function', () => {
  it.each(MUTANTS)('when $fault', async ({ mutations, noticed }) => {
    const { checks } = await demo({ stacks: await mutatedProject(mutations) });
    expect(broken(checks).join('\n')).toMatch(noticed);
  });
});
