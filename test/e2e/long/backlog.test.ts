import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { figures } from '../../support/backlog/figures';
import {
  DAG_ID,
  ENVIRONMENTS,
  endsInvocation,
  idIn,
  MESSAGES_EACH,
  type Planned,
  STEADY,
} from '../../support/backlog/plan';
import { announcedIds, type DrainedBacklog, drainBacklog } from '../../support/backlog/run';

const MB = 1024 * 1024;

/** Of real time, on a busy machine; alone it takes less than a minute. */
const LIMIT_MS = 900_000;

describe('a backlog of 2,000 messages for five environments, 5 % of them with faults', () => {
  let backlog: DrainedBacklog;

  beforeAll(async () => {
    backlog = await drainBacklog(LIMIT_MS);
    console.log(figures(backlog));
  }, LIMIT_MS + 60_000);

  afterAll(() => backlog?.run.stop());

  it('meets every fault that is planned', () => {
    const hit = backlog.planned.filter(({ fault }) => fault !== undefined);
    expect(hit).toHaveLength(backlog.planned.length / 20);
    expect([...backlog.happened].toSorted()).toEqual(ids(hit));
  });

  it('leaves one record of each message, ended as its command and its fault make it', () => {
    const ended = backlog.records.map(
      (r) => `${r.id} ${r.state === 'ended' ? r.outcome : r.state}`,
    );
    const wanted = backlog.planned.map(({ id, outcome }) => `${id} ${outcome}`);
    expect(ended.toSorted()).toEqual(wanted.toSorted());
  });

  it('has each end announced once', () => {
    expect(announcedIds(backlog.run.events).toSorted()).toEqual(ids(backlog.planned));
  });

  it('has one dead letter of each command that did not succeed', () => {
    const failed = backlog.planned.filter(({ outcome }) => outcome !== 'succeeded');
    expect(backlog.deadLetters.toSorted()).toEqual(ids(failed));
  });

  it('fails no invocation but those that a fault ends', () => {
    const ending = backlog.planned.filter(({ fault }) => fault && endsInvocation(fault));
    const failed = backlog.run.events.filter(({ kind }) => kind === 'function-failed');
    expect(failed).toHaveLength(ending.length);
  });

  it('costs no message an attempt that met no fault', () => {
    const innocent = new Set(ids(backlog.planned.filter(({ fault }) => fault === undefined)));
    const tries = backlog.records.filter(({ id }) => innocent.has(id)).map((r) => r.attempts);
    expect(new Set(tries)).toEqual(new Set([1]));
  });

  it.each(ENVIRONMENTS)('is run in the order sent in %s, by its web server’s log', (name) => {
    const started = backlog.run.ran
      .filter(({ environment }) => environment === name)
      .toSorted((a, b) => a.startedAt - b.startedAt)
      .map(({ commandText }) => idIn(commandText));
    const sent = backlog.planned.filter((m) => m.environment === name && reachesAirflow(m));
    // What was run again, or asked after, comes again: the first time is what counts.
    expect([...new Set(started)]).toEqual(sent.map(({ id }) => id));
  });

  it('never has two commands of one environment in its web server at once', () => {
    const { environments } = backlog.run.local.standIn;
    const most = [...environments].map(([name, { mostAtOnce }]) => [name, mostAtOnce]);
    // Counted is all that runs in Airflow, also what a killed function has left behind. That has ended long
    // before the dead function's lease has; only what outlives the time-out could meet the next one.
    expect(most).toEqual(ENVIRONMENTS.map((name) => [name, 1]));
  });

  it('starts one run for each trigger', async () => {
    const engines = [...backlog.run.local.standIn.environments.values()].map((e) => e.airflow);
    const runs = (await Promise.all(engines.map((engine) => engine.dagRuns(DAG_ID)))).flat();
    const triggers = backlog.planned.filter(({ kind }) => kind === 'trigger');
    expect(runs.map(({ runId }) => idIn(runId)).toSorted()).toEqual(ids(triggers));
  });

  it('is run by one process where none is killed, whose memory does not grow', () => {
    const [atFirst, ...later] = backlog.measured.filter((m) => m.environment === STEADY);
    const [grown, last] = [later[0], later.at(-1)];
    expect(new Set([atFirst, grown, last].map((m) => m?.pid)).size).toBe(1);
    expect(last?.invocations).toBeGreaterThanOrEqual(MESSAGES_EACH);
    // What is kept, after a collection: 25 KB a message would be seen.
    expect(growth(grown?.heapBytes, last?.heapBytes)).toBeLessThan(5 * MB);
    // More of it is V8's room for short-lived objects, which it widens with the load, to 38 MB in all.
    expect(growth(grown?.rssBytes, last?.rssBytes)).toBeLessThan(32 * MB);
  });

  it('stays well below the memory that the functions have', () => {
    const { memoryMb } = backlog.run.runner(STEADY).spec;
    const most = Math.max(...backlog.measured.map(({ rssBytes }) => rssBytes));
    expect(most).toBeLessThan(0.8 * memoryMb * MB);
  });

  it('needs one connection to the web server, and no more than two to any service', () => {
    const { webServerAddress } = backlog.run.local.standIn;
    const counts = backlog.measured.map(({ connections }) => connections);
    expect(new Set(counts.map((c) => c[webServerAddress]))).toEqual(new Set([1]));
    expect(Math.max(...counts.flatMap((c) => Object.values(c)))).toBeLessThanOrEqual(2);
  });
});

function ids(planned: readonly Planned[]): readonly string[] {
  return planned.map(({ id }) => id).toSorted();
}

/** Where it is not known that nothing ran, what may not be repeated is not. */
function reachesAirflow({ kind, fault }: Planned): boolean {
  const isLost = fault === 'the runner is killed, and the command never ran';
  return kind !== 'not-allowed' && !(kind === 'unsafe' && isLost);
}

function growth(before = Number.NaN, after = Number.NaN): number {
  return after - before;
}
