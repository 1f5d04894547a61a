import { Agent } from 'node:https';
import { MWAAClient } from '@aws-sdk/client-mwaa';
import type { HttpHandlerOptions, HttpRequest } from '@smithy/types';
import type { RestClient } from '../../../lambda/adapters/mwaa/airflow-rest';
import { keepFresh } from '../../../lambda/adapters/mwaa/fresh-agent';
import type { Answer } from '../../../local/calls';
import { invokeRestApi } from '../../../local/mwaa/invoke-rest-api';
import { CREDENTIALS, REGION } from '../../../local/stack/account';
import type { Process } from '../aws/process';
import { msLeft, reachLimit } from '../aws/time-limit';
import { isDeadly, type RestFault } from '../script/faults';
import type { World } from '../world';
import type { Posted } from './airflow';
import { ask, type Request } from './request';
import {
  MWAA_MS,
  REST_OUTAGES,
  REST_PLANS,
  type RestPlan,
  TOO_SLOW_FOR_MWAA,
  USUAL_REST_PLAN,
} from './rest-plans';

/** How much less time a request takes Airflow than a command: a slow one is still more than MWAA waits. */
const SHARE = 0.4;

/** Where no connection comes to stand. */
const NEVER_OPEN: readonly RestFault[] = ['no connection', 'connection hangs'];

/** The SDK's own client for InvokeRestApi as one process of the runner's has it, without a wire. */
export function createModelledRestClient(world: World, process: Process): RestClient {
  const agent = { isOpening: false };
  const client = new MWAAClient({
    region: REGION,
    credentials: CREDENTIALS,
    signer: { sign: async (request) => request }, // nobody here looks at a signature, which takes its time
    maxAttempts: 1,
    // What is left open here the SDK would look up in files, and the model's clock waits for none.
    endpoint: 'https://airflow.test',
    disableHostPrefix: true,
    retryMode: 'standard',
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    defaultUserAgentProvider: async () => [],
    requestHandler: {
      async handle({ body }: HttpRequest, { abortSignal }: HttpHandlerOptions = {}) {
        const limit = abortSignal as AbortSignal | undefined;
        const how = faultNow(world);
        agent.isOpening = how !== undefined && NEVER_OPEN.includes(how);
        const answer = await send(String(body), how, msLeft(limit), process, world);
        if (answer !== undefined && msLeft(limit) > 0) return { response: toHttpResponse(answer) };
        world.history.noteTrouble(process);
        reachLimit(limit);
        throw Object.assign(new Error('Request aborted'), { name: 'AbortError' });
      },
    },
  });
  return { client, agent, keepFresh: keepFresh(new Agent()) };
}

/**
 * @param body the request's, as it goes over the wire
 * @returns nothing when no answer comes
 */
async function send(
  body: string,
  how: RestFault | undefined,
  leftMs: number,
  process: Process,
  world: World,
): Promise<Answer | undefined> {
  const { airflow, commandTakesMs } = world;
  const act = (posted: Posted) =>
    invokeRestApi({ airflow, callRest: (request) => airflow.callRest(request, posted) }, body);
  const takesMs = commandTakesMs * SHARE;
  const request: Request<Answer> = { way: 'rest', text: body, takesMs, leftMs, act };
  const { answer, ...course } = planFor(how, takesMs);
  const done = await ask(request, how, course, process, world);
  return answer === undefined ? done : answer(body);
}

function faultNow({ servesRest, outageNow, faults }: World): RestFault | undefined {
  if (!servesRest) return 'environment too old';
  const how = outageNow();
  return how === undefined ? faults.next('InvokeRestApi') : REST_OUTAGES[how];
}

function planFor(how: RestFault | undefined, takesMs: number): RestPlan {
  if (how !== undefined && !isDeadly(how)) return REST_PLANS[how];
  return takesMs < MWAA_MS ? USUAL_REST_PLAN : TOO_SLOW_FOR_MWAA;
}

function toHttpResponse({ status, headers = {}, body = '' }: Answer) {
  return { statusCode: status, headers, body: Buffer.from(body) };
}
