import { expect } from 'vitest';
import type { OutcomeEventType } from '../../../lambda/contract/record';
import type { Bench } from './bench';
import { acting, minting } from './calls';
import { DAGS } from './engine';

/** What is measured after every fault. */
export interface Seen {
  readonly mints: number;
  /** Commands and requests that were sent to Airflow, whether it ran them or not. */
  readonly posts: number;
  readonly runs: number;
  readonly deadLetters: number;
  /** How many commands ended, or stand, so. */
  readonly succeeded: number;
  readonly failed: number;
  readonly refused: number;
  readonly unknown: number;
  readonly held: number;
  readonly running: number;
}

export async function look(bench: Bench): Promise<Seen> {
  const records = await bench.records.commands();
  const states = records.map((record) => ('outcome' in record ? record.outcome : record.state));
  const count = (state: string) => states.filter((s) => s === state).length;
  const runs = await Promise.all(DAGS.map((dagId) => bench.airflow.dagRuns(dagId)));
  return {
    mints: bench.calls.filter(minting).length,
    posts: bench.calls.filter(acting).length,
    runs: runs.flat().length,
    deadLetters: (await bench.messagesIn('DeadLetterQueueUrl')).length,
    succeeded: count('succeeded'),
    failed: count('failed'),
    refused: count('refused'),
    unknown: count('unknown'),
    held: count('held'),
    running: count('running'),
  };
}

/** What was measured, in words; of outcomes those that occurred. */
export function inWords({ mints, posts, runs, deadLetters, ...outcomes }: Seen): string {
  const told = Object.entries(outcomes).filter(([, count]) => count > 0);
  return [
    plural(mints, 'mint'),
    plural(posts, 'request'),
    ...told.map(([outcome, count]) => `${count} ${outcome}`),
    plural(runs, 'run'),
    plural(deadLetters, 'dead letter'),
  ].join(', ');
}

export function plural(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}

/** What Airflow was asked for and ran, in its order: commands by their text, requests by method and path. */
export function asked(bench: Bench): readonly string[] {
  return inOrder(bench).map((ran) =>
    ran.kind === 'request' ? `${ran.method} ${ran.path}` : ran.commandText,
  );
}

/** The ids of the runs that Airflow was asked for, in that order. */
export function askedRuns(bench: Bench): readonly string[] {
  return inOrder(bench).flatMap((ran) => {
    if (ran.kind === 'request') return Object(ran.body).dag_run_id ?? [];
    return /--run-id (\S+)/.exec(ran.commandText)?.[1] ?? [];
  });
}

function inOrder({ ran, requests }: Bench) {
  return [...ran, ...requests].toSorted((a, b) => a.startedAt - b.startedAt);
}

/** How each command ended, in the order in which they were sent, with the beginnings of the reasons. */
export async function ends(bench: Bench): Promise<readonly string[]> {
  return (await bench.records.commands()).map((record) => {
    const state = 'outcome' in record ? record.outcome : record.state;
    return 'reason' in record ? `${state} (${shorten(record.reason ?? '')})` : state;
  });
}

/** A reason's beginning, without the web server's long name. */
export function shorten(reason: string): string {
  const text = reason.replaceAll(/[\w.-]+\.airflow\.amazonaws\.com/g, 'the web server');
  return text.length <= 110 ? text : `${text.slice(0, 109)}…`;
}

/** The details of the events of one type that were announced. */
export function announced(bench: Bench, type: OutcomeEventType) {
  return bench.events.flatMap((e) =>
    e.kind === 'announced' && e.event['detail-type'] === type ? [e.event.detail] : [],
  );
}

/** The lines that the functions logged. */
export function logged(bench: Bench) {
  return bench.events.flatMap((e) => (e.kind === 'logged' ? [e.entry] : []));
}

/** What held invocations up, or ended them. */
export function failures(bench: Bench): readonly string[] {
  return bench.events.flatMap((e) => (e.kind === 'function-failed' ? [e.reason] : []));
}

/** What holds whatever was injected. */
export async function expectInvariants(bench: Bench): Promise<void> {
  const [environment] = bench.run.standIn.environments.values();
  expect(environment?.mostAtOnce, 'commands in flight at once').toBeLessThanOrEqual(1);
  expect(failures(bench).join('\n'), 'time-outs').not.toContain('timed out');
  const written = JSON.stringify([
    bench.events,
    await bench.records.commands(),
    await bench.messagesIn('DeadLetterQueueUrl'),
  ]);
  expect(written, 'what is logged, announced, recorded or dead-lettered').not.toMatch(
    /eyJ[\w-]+\.[\w-]+\.[\w-]+|Bearer ey/,
  );
}
