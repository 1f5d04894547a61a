import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { createApp } from '../../../app/app';
import { CONTEXT_KEY } from '../../../app/config';
import { readAssembly, type SynthesizedStack } from '../../../local/stack/assembly';

export const ENVIRONMENT = 'MyEnvironment';

/** The shortest time-out that is allowed: a test that waits for one takes seconds. */
export const COMMAND_SECONDS = 5;

/** The verbs of the tests: such as may be repeated, and such as may not. */
export const ALLOWED_COMMANDS = [
  'backfill create',
  'dags backfill',
  'dags delete',
  'dags list-runs',
  'dags pause',
  'dags trigger',
  'dags unpause',
  'tasks clear',
  'tasks states-for-dag-run',
  'variables delete',
  'version',
];

/** One environment, synthesized as `cdk deploy` would deploy it, into a folder of its own. */
export interface Deployment {
  readonly stacks: readonly SynthesizedStack[];
  readonly folder: string;
  remove(): void;
}

/**
 * @param environment what `cdk.json` says of it, beside its name
 * @param leftOut a type of resources that is not deployed
 */
export function synthesize(environment: object, leftOut?: string): Deployment {
  const folder = mkdtempSync(path.join(tmpdir(), 'mwaaq-faults-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  const config = {
    name: ENVIRONMENT,
    timeouts: { command: COMMAND_SECONDS },
    allowedCommands: ALLOWED_COMMANDS,
    ...environment,
  };
  const context = { [CONTEXT_KEY]: { environments: [config] } };
  try {
    createApp({ context, outdir: folder, analyticsReporting: false }).synth();
  } catch (error) {
    remove(); // who is refused gets no deployment to remove
    throw error;
  }
  const stacks = readAssembly(folder).map((stack) => ({
    ...stack,
    resources: new Map([...stack.resources].filter(([, { Type }]) => Type !== leftOut)),
    // It names the mapping, which may be left out.
    outputs: new Map([...stack.outputs].filter(([name]) => name !== 'RunnerEventSourceMappingId')),
  }));
  return { stacks, folder, remove };
}
