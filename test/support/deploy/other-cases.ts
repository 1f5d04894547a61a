import { stat } from 'node:fs/promises';
import * as path from 'node:path';
import { expect } from 'vitest';
import { waitUntil } from '../../../local/wait';
import type { BlockCase } from './block-case';
import type { Features } from './features';
import { queueUrl, sendFailing } from './preparations';

const DAY_MS = 86_400_000;
const WITHIN_MS = 60_000;

/** The cases of README.md, docs/uploads.md and docs/networking.md. */
export const OTHER_CASES: readonly BlockCase[] = [
  {
    has: '--message-body "dags trigger my_dag"',
    check: async (_, { airflow }) => {
      const isThere = async () => (await airflow.dagRuns('my_dag')).length > 0;
      await waitUntil('my_dag has a run', isThere, WITHIN_MS);
    },
  },
  {
    has: '# what an environment did last',
    prepare: async (features) => ({ ID: await sendFailing(features) }),
    check: async (printed, _, { ID }) => {
      const inBothLists = printed.match(new RegExp(`"id": \\{\\s*"S": "${ID}"`, 'g'));
      expect(inBothLists).toHaveLength(2);
    },
  },
  {
    has: `-r .sales)`,
    instead: async () => [SINCE_YESTERDAY],
    check: async (printed) => {
      expect(JSON.parse(printed.slice(printed.lastIndexOf('{\n')))).toMatchObject({ missing: [] });
    },
  },
  {
    has: '"queue": true}}\' > call.json',
    prepare: async (features) => ({ FUNCTION: salesFunction(features) }),
    instead: async () => [SINCE_YESTERDAY],
    check: async (_, { account }) => {
      expect((await stat(path.join(account.folder, 'call.json'))).size).toBe(0);
    },
  },
  {
    has: '$EVENTS_URL',
    prepare: async (features) => ({ EVENTS_URL: await queueUrl(features, ORDERS) }),
    check: async (printed) => {
      expect(printed).toContain('"ApproximateNumberOfMessagesDelayed": "0"');
    },
  },
  {
    has: 'aws ec2 describe-subnets',
    instead: async (features) => [[/subnet-0123456789abcdef[01]/g, await aSubnet(features)]],
    check: async (printed) => {
      expect(printed).toContain('PUBLIC_ONLY');
      expect(printed).toMatch(/vpc-\S+\tsubnet-/);
    },
  },
  {
    has: 'dig +short',
    // What is run inside a VPC, against a name that only it knows.
    instead: async () => [[/^(dig|curl) .*$/gm, ':']],
  },
];

/** The queue of an upload trigger's events, by its logical id. */
export const ORDERS = /^QueueUploadordersQueue[0-9A-F]{8}$/;

/** A document's date grows older each day, and the function looks back only so far. */
const SINCE_YESTERDAY = [
  /2026-11-22T00:00:00Z/g,
  new Date(Date.now() - DAY_MS).toISOString(),
] as const;

function salesFunction(features: Features): string {
  return JSON.parse(features.output('UploadFunctions')).sales;
}

async function aSubnet({ account }: Features): Promise<string> {
  const query = "--query 'Subnets[0].SubnetId' --output text";
  return (await account.sh(`aws ec2 describe-subnets ${query}`)).trim();
}
