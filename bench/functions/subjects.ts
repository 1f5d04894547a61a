import { randomUUID } from 'node:crypto';
import { existsSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { findPython } from '../../local/mwaa/real/find-python';
import { ensureVenv } from '../../local/mwaa/real/venv';
import { localFolder } from '../../local/project';
import { memoryFlags } from '../../local/stack/function-start';
import type { BenchContext } from '../part';
import { type BenchStack, DAG_ID, ENVIRONMENT } from './bench-stack';
import { buildBaselines, bundleFile, entryOf, kilobytesOf } from './bundles';
import { type Delivery, deliver, uploadEvent } from './deliveries';
import type { Start } from './function-process';

/** A function that is measured. */
export interface FunctionSubject {
  readonly name: string;
  readonly isOwn: boolean;
  readonly start: Start;
  /** Of what is deployed. */
  readonly kilobytes: number;
  /** Whether it is a measure of commands, beside that of cold starts. */
  readonly runsCommands: boolean;
  /** The next event for it. */
  deliver(): Promise<Delivery>;
}

export const RUNNER = 'runner';
/** The runner where it does not warm itself up, to tell what its code takes to load. */
export const RUNNER_COLD = 'runner without its warm-up';
export const UPLOAD_TRIGGER = 'upload trigger';
export const EMPTY = 'an empty handler';
export const HAND_SIGNED = 'signed by hand';
export const SAMPLE = 'AWS’s sample, JavaScript';
export const SAMPLE_PYTHON = 'AWS’s sample, Python';

const BASELINES = path.join(__dirname, '..', 'baselines');
const PYTHON_SAMPLE = path.join(BASELINES, 'documentation.py');

/**
 * The functions and what they are held against; without Python, if there is none, which is told.
 *
 * @param pythons by which names to look for Python. @default - as for a real Airflow
 */
export async function findSubjects(
  stack: BenchStack,
  { tell, signal }: BenchContext,
  pythons?: readonly string[],
): Promise<readonly FunctionSubject[]> {
  await buildBaselines();
  const variables = stack.variablesOf(stack.run.runner(ENVIRONMENT).spec);
  const baseline = (name: string, file: string): FunctionSubject => ({
    name,
    isOwn: false,
    start: nodeStart(file, variables),
    kilobytes: kilobytesOf(file),
    runsCommands: name !== EMPTY,
    deliver: async () => ({ event: { command: nextCommand() }, done: async () => {} }),
  });
  const python = await findBoto3({ tell, signal }, pythons);
  const kilobytes = statSync(PYTHON_SAMPLE).size / 1024;
  const sample = { ...baseline(SAMPLE_PYTHON, PYTHON_SAMPLE), kilobytes };
  return [
    baseline(EMPTY, bundleFile('empty')),
    baseline(HAND_SIGNED, bundleFile('hand-signed')),
    ...runnersOf(stack, variables),
    uploadTriggerOf(stack),
    baseline(SAMPLE, bundleFile('documentation')),
    ...(python === undefined ? [] : [{ ...sample, start: pythonStart(python, variables) }]),
  ];
}

/** The runner; and beside it its code alone, where what Lambda loads is a module that awaits a warm-up. */
function runnersOf(
  { run, queueUrl }: BenchStack,
  variables: Readonly<Record<string, string>>,
): readonly FunctionSubject[] {
  const entry = entryOf(run.runner(ENVIRONMENT).spec);
  const { sqs } = run.local.stack;
  const runner: FunctionSubject = {
    name: RUNNER,
    isOwn: true,
    start: nodeStart(entry, variables),
    kilobytes: kilobytesOf(entry),
    runsCommands: true,
    deliver: () => deliver(sqs, queueUrl, ENVIRONMENT, nextCommand()),
  };
  const code = path.join(path.dirname(entry), 'handler.js');
  if (!existsSync(code)) return [runner];
  const start = nodeStart(code, variables);
  return [runner, { ...runner, name: RUNNER_COLD, start, runsCommands: false }];
}

function uploadTriggerOf(stack: BenchStack): FunctionSubject {
  const { spec } = stack.run.uploadFunction(DAG_ID);
  const entry = entryOf(spec);
  const { UploadBucket = '' } = stack.run.outputs(ENVIRONMENT);
  return {
    name: UPLOAD_TRIGGER,
    isOwn: true,
    start: nodeStart(entry, stack.variablesOf(spec)),
    kilobytes: kilobytesOf(entry),
    runsCommands: false,
    deliver: async () => ({ event: uploadEvent(UploadBucket, randomUUID()), done: async () => {} }),
  };
}

function nextCommand(): string {
  return `dags trigger ${DAG_ID} --run-id bench__${randomUUID()}`;
}

/** With the memory that the functions are deployed with, in MB. */
const MEMORY_MB = 256;

function nodeStart(entry: string, variables: Readonly<Record<string, string>>): Start {
  const args = [...memoryFlags({ memoryMb: MEMORY_MB }), bundleFile('subject'), entry];
  return { program: process.execPath, args, variables };
}

function pythonStart(program: string, variables: Readonly<Record<string, string>>): Start {
  const subject = path.join(__dirname, 'subject.py');
  return { program, args: [subject, PYTHON_SAMPLE], variables };
}

/** @returns the Python that has boto3, which is installed the first time; nothing where there is no Python */
async function findBoto3(
  { tell, signal }: Pick<BenchContext, 'tell' | 'signal'>,
  pythons?: readonly string[],
) {
  try {
    await findPython(pythons);
    const installation = {
      what: 'boto3',
      requirements: path.join(BASELINES, 'requirements.txt'),
      folder: localFolder('bench-python'),
    };
    const venv = await ensureVenv(installation, { onProgress: tell, signal });
    return path.join(venv, 'bin', 'python');
  } catch (error) {
    tell(`  without ${SAMPLE_PYTHON}: ${(error as Error).message}`);
    return undefined;
  }
}
