import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { createApp } from '../../app/app';
import { CONTEXT_KEY, readConfig } from '../../app/config';
import { InternalError } from '../../lambda/contract/errors';
import { startEngines, stopEngines } from '../../local/engines';
import { localFolder } from '../../local/project';
import { type LocalRun, runLocally } from '../../local/run';
import { readAssembly } from '../../local/stack/assembly';
import { waitUntil } from '../../local/wait';
import type { SynthesizedTemplate } from '../synthesized-template';
import type { Figures, Periods } from './figures';
import { Observer } from './observe';
import { ENVIRONMENT, Sender, STEPS, troubleAt } from './workload';

/** So many points has a line, however long the run takes: each stands for five minutes of CloudWatch's. */
const PERIODS = 45;

/** How often the queues are looked at. */
const LOOK_MS = 250;

/** So long the run goes on when its work is done. */
const REST_MS = 6000;

/** A machine that has much else to do is slow at it. */
const PATIENCE_MS = 600_000;

/** What was seen of a run, and of which stack. */
export interface SeenRun {
  readonly template: SynthesizedTemplate;
  readonly figures: Figures;
  readonly periods: Periods;
}

/**
 * Takes an environment on this machine through a good and a bad time, and looks on.
 *
 * @param atEnd takes what must be stopped at the end, the last first
 */
export async function watchRun(
  signal: AbortSignal,
  atEnd: (stop: () => Promise<void>) => void,
): Promise<SeenRun> {
  const { environments } = readConfig({ environments: [ENVIRONMENT] });
  const { template, stack } = synthesize();
  const engines = await startEngines(environments, undefined, { onProgress: () => {}, signal });
  atEnd(() => stopEngines(engines));
  const observer = new Observer(template, stack);
  let start = Date.now();
  const run = await runLocally({
    stacks: [stack],
    engines,
    onEvent: observer.onEvent,
    onRan: () => {},
    onCall: (call) => troubleAt((Date.now() - start) / 1000, call),
  });
  atEnd(() => run.stop());
  observer.countPolls(run.stack.sqs);
  start = Date.now();
  const isOver = new AbortController();
  const looking = look(run, observer, isOver.signal);
  await work(run, start);
  isOver.abort();
  await looking;
  const periodMs = (Date.now() - start) / PERIODS;
  return { template, figures: observer.figures, periods: { start, periodMs, count: PERIODS } };
}

function synthesize() {
  const outdir = localFolder('dashboard.out');
  const context = {
    [CONTEXT_KEY]: { environments: [ENVIRONMENT] },
    'aws:cdk:enable-path-metadata': true,
  };
  createApp({ context, outdir, analyticsReporting: false }).synth();
  const [stack] = readAssembly(outdir);
  if (stack === undefined) throw new InternalError('the app has no stack');
  const text = readFileSync(path.join(outdir, `${stack.name}.template.json`), 'utf8');
  return { stack, template: JSON.parse(text) as SynthesizedTemplate };
}

async function work(run: LocalRun, start: number): Promise<void> {
  const sender = new Sender(run);
  for (const { second, act } of STEPS) {
    await delay(Math.max(0, start + second * 1000 - Date.now()));
    await act(sender);
  }
  await waitUntil('the commands have run', () => hasRun(run), PATIENCE_MS);
  await delay(REST_MS);
}

/** Whether nothing is left in the commands queue. */
async function hasRun({ stack, environments }: LocalRun): Promise<boolean> {
  const states = await Promise.all(environments.map((one) => stack.queueState(one.QueueUrl)));
  return states.every(({ messages }) => messages === 0);
}

async function look({ stack }: LocalRun, observer: Observer, isOver: AbortSignal): Promise<void> {
  while (!isOver.aborted) {
    await observer.look(stack.endpoint);
    await delay(LOOK_MS);
  }
}
