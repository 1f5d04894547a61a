import type { HttpAnswer, WebServer } from '../../../lambda/adapters/mwaa/web-server';
import type { CliOutput } from '../../../local/mwaa/engine';
import type { Process } from '../aws/process';
import { isDeadly, type PostFault } from '../script/faults';
import type { World } from '../world';
import { PLANS, type Plan, type Sent, TOO_SLOW, USUAL_PLAN } from './post-plans';
import { ask, type Request } from './request';

/** MWAA's web server, with Airflow behind it, as one process of the runner's sees it. */
export function createModelledWebServer(world: World, process: Process): WebServer {
  return async (post) => {
    const { outage, faults, airflow, commandTakesMs } = world;
    const how = outage.isOn() ? outage.how : faults.next('POST');
    const request: Request<CliOutput> = {
      way: 'cli',
      text: post.body,
      takesMs: commandTakesMs,
      leftMs: Math.max(1, post.deadline - Date.now()),
      act: (posted) => airflow.run(post.body, posted),
    };
    const plan = planFor(how, request);
    const output = await ask(request, how, plan, process, world);
    return toAnswer(plan.answer(post), output);
  };
}

function planFor(how: PostFault | undefined, { takesMs, leftMs }: Request<unknown>): Plan {
  if (how !== undefined && !isDeadly(how)) return PLANS[how];
  return takesMs < leftMs ? USUAL_PLAN : TOO_SLOW;
}

function toAnswer(sent: Sent, output: CliOutput | undefined): HttpAnswer {
  if (sent !== 'output') return { ...sent, location: undefined };
  const base64 = (text = '') => Buffer.from(text).toString('base64');
  const body = JSON.stringify({ stdout: base64(output?.stdout), stderr: base64(output?.stderr) });
  return { status: 200, location: undefined, body };
}
