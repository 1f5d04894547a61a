import { rm } from 'node:fs/promises';
import * as path from 'node:path';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { expect } from 'vitest';
import { waitUntil } from '../../../local/wait';
import { always, minting, refusal } from '../faults/calls';
import type { Features } from './features';
import { giveUpAt, recordOf, resourceNamed, send, sendFailing } from './preparations';

type Variables = Readonly<Record<string, string>>;

/** What a document's block needs before it runs, and what it does beside ending with 0. */
export interface BlockCase {
  /** Words that no other block has. */
  readonly has: string;
  /** Makes what the block is about. @returns further variables */
  readonly prepare?: (features: Features) => Promise<Variables>;
  /** What stands in the block for something of the reader's own, or cannot be had here. */
  readonly instead?: (features: Features) => Promise<readonly (readonly [RegExp, string])[]>;
  readonly check?: (printed: string, features: Features) => Promise<void>;
}

const WITHIN_MS = 60_000;

/** The case of a block; a block without one needs nothing, and must only end with 0. */
export function caseOf(script: string): Omit<BlockCase, 'has'> {
  return BLOCK_CASES.find(({ has }) => script.includes(has)) ?? {};
}

export const BLOCK_CASES: readonly BlockCase[] = [
  {
    has: '--message-body "dags trigger my_dag"',
    check: (_, features) => hasRuns(features, 'my_dag', 1),
  },
  {
    has: '# what an environment did last',
    prepare: failing,
    check: async (printed) => {
      expect(printed.match(/"dead-letters"|dags trigger nowhere/g)?.length).toBeGreaterThan(1);
    },
  },
];

async function failing(features: Features): Promise<Variables> {
  await sendFailing(features);
  return {};
}

function hasRuns(features: Features, dagId: string, count: number): Promise<void> {
  const areThere = async () => (await features.airflow.dagRuns(dagId)).length >= count;
  return waitUntil(`${dagId} has ${count} runs`, areThere, WITHIN_MS);
}
