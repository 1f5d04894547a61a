import { AnswerLostError } from '../../contract/errors';
import { isSuccess, type RestAnswer, type RestReply, type RestRequest } from './exchange';
import { pathOf } from './path';
import { reply } from './words';

/** Asks whether Airflow knows a DAG. Its path is shorter than any other of that DAG. */
export function* dagIsThere(dagId: string): Generator<RestRequest, boolean, RestAnswer> {
  const target = pathOf`/dags/${dagId}`;
  if ('fault' in target) throw new Error(target.fault);
  const answer = yield { method: 'GET', path: target.path };
  if (isSuccess(answer) || answer.status === 404) return isSuccess(answer);
  throw new AnswerLostError(
    `Airflow answered HTTP ${answer.status} to whether it knows DAG ${dagId}`,
    'senseless',
  );
}

/** In the CLI's words. */
export function noSuchDag(dagId: string): RestReply {
  return reply(`DAG: ${dagId} does not exist in 'dag' table`);
}
