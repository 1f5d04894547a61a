import type { HttpAnswer, Post, WebServer } from '../../../lambda/adapters/mwaa/web-server';
import type { CliOutput } from '../../../local/mwaa/engine';
import type { Process } from '../aws/process';
import type { PostFault } from '../script/faults';
import { wait } from '../time';
import type { World } from '../world';
import { type DeadlyFault, PLANS, type Plan, type Sent, TOO_SLOW, USUAL_PLAN } from './post-plans';

/** A request that we gave up goes on for so long, in milliseconds. */
const LATER_MS = 20_000;

/** MWAA's web server, with Airflow behind it, as one process of the runner's sees it. */
export function createModelledWebServer(world: World, process: Process): WebServer {
  return async (post) => {
    if (process.isDead) return process.die();
    const how = world.outage.isOn() ? world.outage.how : world.faults.next('POST');
    const flight = world.order.begin(process, post.body);
    if (how !== undefined) world.history.noteTrouble(process);
    world.watch.note(`${process.name}: posts ${post.body}${how === undefined ? '' : ` (${how})`}`);
    try {
      return await (isDeadly(how)
        ? endProcess(how, post, process, world)
        : follow(planFor(how, post, world), how, post, process, world));
    } finally {
      flight.end();
    }
  };
}

function isDeadly(how: PostFault | undefined): how is DeadlyFault {
  return how?.startsWith('process ') ?? false;
}

function planFor(how: Exclude<PostFault, DeadlyFault> | undefined, post: Post, world: World): Plan {
  if (how !== undefined) return PLANS[how];
  return Date.now() + world.commandTakesMs < post.deadline ? USUAL_PLAN : TOO_SLOW;
}

async function follow(
  { runs, late, answer }: Plan,
  how: PostFault | undefined,
  post: Post,
  process: Process,
  world: World,
): Promise<HttpAnswer> {
  const { airflow, commandTakesMs } = world;
  const postedAt = Date.now();
  const leftMs = Math.max(1, post.deadline - postedAt);
  const takesMs = Math.min(commandTakesMs, leftMs);
  await process.wait(takesMs / 2);
  if (how?.startsWith('another client')) await airflow.triggerForAnother();
  let output: CliOutput | undefined;
  if (runs === 'in time') output = await airflow.run(post.body, process, postedAt);
  if (late) world.history.noteTrouble(process);
  if (runs === 'later') runLater(leftMs, post, process, postedAt, world);
  await process.wait((late ? leftMs : takesMs) - takesMs / 2);
  return toAnswer(answer(post), output);
}

function runLater(leftMs: number, post: Post, process: Process, postedAt: number, world: World) {
  const delivered = { current: process.current } as Process;
  void wait(leftMs + LATER_MS).then(() => world.airflow.run(post.body, delivered, postedAt));
}

function toAnswer(sent: Sent, output: CliOutput | undefined): HttpAnswer {
  if (sent !== 'output') return { ...sent, location: undefined };
  const base64 = (text = '') => Buffer.from(text).toString('base64');
  const body = JSON.stringify({ stdout: base64(output?.stdout), stderr: base64(output?.stderr) });
  return { status: 200, location: undefined, body };
}

async function endProcess(
  how: DeadlyFault,
  post: Post,
  process: Process,
  world: World,
): Promise<never> {
  if (how === 'process dies before it') return process.die();
  const postedAt = Date.now();
  await process.wait(world.commandTakesMs / 2);
  await world.airflow.run(post.body, process, postedAt);
  return how === 'process dies after it' ? process.die() : process.freeze();
}
