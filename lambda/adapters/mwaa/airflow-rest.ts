import { MWAAClient, type MWAAClientConfig } from '@aws-sdk/client-mwaa';
import type { DocumentType } from '@smithy/types';
import type { RestAnswer, RestRequest } from '../../airflow/rest/exchange';
import { AnswerLostError } from '../../contract/errors';
import { REST_PER_SECOND, REST_SECONDS } from '../../contract/limits';
import type { AirflowRest } from '../../runner/ports';
import { keepFresh } from './fresh-agent';
import { InvokeRestApiCommand, type InvokeRestApiCommandOutput } from './invoke-rest-api';
import { OpeningAgent } from './opening-agent';
import { type Clock, createPace, wallClock } from './pace';
import { checkAnswer, type RestCaller } from './rest-answer';
import { answerIn } from './rest-errors';

/** How long a connection may take to stand, in milliseconds: nothing has left before. */
const CONNECT_MS = 3000;

/** The SDK's client with what sends by it. */
export interface RestClient {
  readonly client: MWAAClient;
  readonly agent: Pick<OpeningAgent, 'isOpening'>;
  readonly keepFresh: ReturnType<typeof keepFresh>;
}

/**
 * The SDK's client for requests by REST, which it sends once: one whose answer was lost may have been acted upon, and
 * only the runner knows whether it may be repeated. A throttled one is held by the runner as well.
 */
export function createRestClient(config: MWAAClientConfig = {}): RestClient {
  const agent = new OpeningAgent({ keepAlive: true, maxSockets: 1 });
  const endpoint = config.endpoint ?? process.env.AWS_ENDPOINT_URL_MWAA;
  const client = new MWAAClient({
    ...config,
    maxAttempts: 1,
    // The SDK puts "env." before any host, an overridden one too, where no such name exists.
    disableHostPrefix: endpoint !== undefined,
    requestHandler: { connectionTimeout: CONNECT_MS, httpsAgent: agent },
  });
  return { client, agent, keepFresh: keepFresh(agent) };
}

/**
 * Airflow's REST API through AWS, for one environment.
 *
 * @param createClient called with the first request: most deployments make none
 */
export function createAirflowRest(
  caller: RestCaller,
  createClient: () => RestClient = createRestClient,
  clock: Clock = wallClock,
): AirflowRest {
  const pace = createPace(REST_PER_SECOND, clock);
  let made: RestClient | undefined;
  return {
    async call(request, until) {
      await pace();
      made ??= createClient();
      const { client, agent, keepFresh } = made;
      const command = commandOf(caller.environmentName, request);
      const timeMs = Math.min(REST_SECONDS * 1000, until - clock.now());
      const abortSignal = AbortSignal.timeout(Math.max(1, timeMs));
      const sent = keepFresh(() => client.send(command, { abortSignal }));
      return sent.then(
        (output) => checkAnswer(readAnswer(output, request), request, caller),
        (error: unknown) => {
          const progress = { isOpening: agent.isOpening, isLate: abortSignal.aborted };
          return answerIn(error, request, caller, progress);
        },
      );
    },
  };
}

function commandOf(Name: string, { method, path, query, body }: RestRequest) {
  return new InvokeRestApiCommand({
    Name,
    Path: path,
    Method: method,
    QueryParameters: query,
    Body: body as DocumentType,
  });
}

function readAnswer(
  { RestApiStatusCode: status, RestApiResponse: body }: InvokeRestApiCommandOutput,
  { method, path }: RestRequest,
): RestAnswer {
  if (status !== undefined) return { status, body };
  throw new AnswerLostError(
    `InvokeRestApi (${method} ${path}) answered without Airflow's status`,
    'senseless',
  );
}
