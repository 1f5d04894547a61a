import type { HttpAnswer, WebServer } from '../../../lambda/adapters/mwaa/web-server';
import type { Answer } from '../../../local/calls';
import { answerElsewhere } from '../../../local/mwaa/cli-path';
import type { CliOutput } from '../../../local/mwaa/engine';
import type { Process } from '../aws/process';
import { isDeadly, type PostFault } from '../script/faults';
import type { World } from '../world';
import { PLANS, type Plan, type Sent, TOO_SLOW, USUAL_PLAN } from './post-plans';
import { ask, type Request } from './request';

/** How long a path takes that is not the command line's, in milliseconds. */
const ELSEWHERE_MS = 20;

/** MWAA's web server, with Airflow behind it, as one process of the runner's sees it. */
export function createModelledWebServer(world: World, process: Process): WebServer {
  return async (post) => {
    const { outageNow, faults, airflow, commandTakesMs, watch } = world;
    const how = outageNow() ?? faults.next('POST');
    const elsewhere = how === undefined ? answerElsewhere(post.path, airflow.version) : undefined;
    if (elsewhere !== undefined) {
      watch.note(`${process.name}: posts to ${post.path}, where Airflow ${airflow.version} is not`);
      return process.after(ELSEWHERE_MS, () => fromElsewhere(elsewhere));
    }
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

function fromElsewhere({ status, headers, body = '' }: Answer): HttpAnswer {
  return { status, location: headers?.location, body };
}

function toAnswer(sent: Sent, output: CliOutput | undefined): HttpAnswer {
  if (sent !== 'output') return { ...sent, location: undefined };
  const base64 = (text = '') => Buffer.from(text).toString('base64');
  const body = JSON.stringify({ stdout: base64(output?.stdout), stderr: base64(output?.stderr) });
  return { status: 200, location: undefined, body };
}
