import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BenchStack, ENVIRONMENT, startBenchStack } from '../../bench/functions/bench-stack';
import { receive } from '../../bench/functions/deliveries';
import { FunctionProcess } from '../../bench/functions/function-process';
import {
  EMPTY,
  type FunctionSubject,
  findSubjects,
  HAND_SIGNED,
  RUNNER,
  SAMPLE,
  UPLOAD_TRIGGER,
} from '../../bench/functions/subjects';
import { trafficBetween } from '../../bench/functions/traffic';
import { measureLegs } from '../../bench/pipeline/legs';

let stack: BenchStack;
let subjects: readonly FunctionSubject[];

beforeAll(async () => {
  stack = await startBenchStack();
  const { signal } = new AbortController();
  // Without Python: the tests need only npm.
  subjects = await findSubjects(stack, { tell: () => {}, signal, atEnd: () => {} }, []);
});

afterAll(() => stack?.stop());

function find(name: string): FunctionSubject {
  const subject = subjects.find((one) => one.name === name);
  if (subject === undefined) throw new Error(`there is no ${name}`);
  return subject;
}

/** Hands events to a function of its own process, one after the other. */
async function handle(name: string, events: number) {
  const subject = find(name);
  const ranBefore = stack.run.ran.length;
  const before = stack.traffic;
  const child = await FunctionProcess.start(subject.start);
  try {
    const handled = [];
    for (let i = 0; i < events; i++) {
      const delivery = await subject.deliver();
      handled.push(await child.invoke(delivery.event));
      await delivery.done();
    }
    const traffic = trafficBetween(before, stack.traffic);
    return { handled, loaded: child.loaded, traffic, ran: stack.run.ran.slice(ranBefore) };
  } finally {
    await child.stop();
  }
}

describe('what the benchmarks measure', () => {
  it.each([RUNNER, HAND_SIGNED, SAMPLE])('runs a command for each event: %s', async (name) => {
    const { ran, handled, loaded } = await handle(name, 2);

    expect(ran.map(({ exitCode, stderr }) => [exitCode, stderr.includes('Error')])).toEqual([
      [0, false],
      [0, false],
    ]);
    for (const taken of [loaded.loadMs, loaded.loadCpuMs, ...handled.map(({ ms }) => ms)]) {
      expect(taken).toBeGreaterThan(0);
    }
    expect(Math.min(loaded.rssBytes, ...handled.map((one) => one.rssBytes))).toBeGreaterThan(1e7);
  });

  it('counts tokens, requests and handshakes of all services', async () => {
    const signed = await handle(HAND_SIGNED, 2);
    const sample = await handle(SAMPLE, 2);
    const runner = await handle(RUNNER, 2);

    expect(signed.traffic).toMatchObject({ tokens: 2, mwaaRequests: 4, mwaaHandshakes: 2 });
    expect(sample.traffic).toMatchObject({ tokens: 2, mwaaRequests: 4, mwaaHandshakes: 3 });
    expect(signed.traffic).toMatchObject({ awsRequests: 0, awsHandshakes: 0, awsMs: 0 });
    expect(runner.traffic.tokens).toBe(1);
    // One to SQS and two to DynamoDB: none goes past what counts them.
    expect(runner.traffic.awsHandshakes).toBe(3);
    expect(runner.traffic.awsRequests).toBeGreaterThanOrEqual(6);
    expect(runner.traffic.awsMs).toBeGreaterThan(0);
  });

  it('has an upload queue a command', async () => {
    const { traffic, ran } = await handle(UPLOAD_TRIGGER, 1);

    expect(traffic.awsRequests).toBeGreaterThanOrEqual(2);
    expect(ran).toEqual([]); // nobody polls that queue
    const delivery = await receive(stack.run.local.stack.sqs, stack.queueUrl);
    expect(JSON.stringify(delivery.event)).toContain(ENVIRONMENT);
    await delivery.done();
  });

  it('tells of an event that was not handled', async () => {
    const child = await FunctionProcess.start(find(RUNNER).start);
    await expect(child.invoke({ Records: 'none' })).rejects.toThrow(/failed: /);
    await child.stop();
  });

  it('calls nobody when it does nothing', async () => {
    const { traffic } = await handle(EMPTY, 1);
    expect(new Set(Object.values(traffic))).toEqual(new Set([0]));
  });
});

describe('the way from an upload to its run', () => {
  it('is told leg by leg', async () => {
    const { signal } = new AbortController();
    const context = { tell: () => {}, signal, atEnd: () => {} };
    const { subjects } = await measureLegs(context, 2);

    const [put = [], queued = [], posted = [], all = []] = subjects.map(({ samples }) => samples);
    for (const i of [0, 1]) {
      const legs = [put, queued, posted].map((samples) => samples[i] ?? Number.NaN);
      expect(Math.min(...legs)).toBeGreaterThan(0);
      expect(legs.reduce((sum, leg) => sum + leg, 0)).toBeLessThan(all[i] ?? Number.NaN);
    }
  });
});
