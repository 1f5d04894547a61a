import { readCommand } from '../../lambda/airflow/command';
import type { RestAnswer, RestReply, RestRequest } from '../../lambda/airflow/rest/exchange';
import { REST_FORMS } from '../../lambda/airflow/rest/forms';
import { parseVersion } from '../../lambda/contract/airflow-version';
import type { CommandMessage } from '../../lambda/contract/message';

/** A message's command by REST, or why it has no form there. */
export function exchangeOf(message: CommandMessage, version = '3.3.1') {
  const command = readCommand(message, 'message-1');
  const form = REST_FORMS[command.verb];
  if (form === undefined) throw new Error(`${command.verb} has no form`);
  return form(command, parseVersion(version));
}

/** What is asked of an Airflow that answers as scripted, and what comes of it. */
export function play(
  message: CommandMessage,
  answers: readonly Partial<RestAnswer>[],
  version?: string,
): { readonly asked: readonly RestRequest[]; readonly reply: RestReply } {
  const exchange = exchangeOf(message, version);
  if (typeof exchange === 'string') throw new Error(exchange);
  const left = [...answers];
  const asked: RestRequest[] = [];
  let step = exchange.next();
  while (!step.done) {
    asked.push(step.value);
    const answer = left.shift();
    if (answer === undefined) throw new Error(`no answer scripted to ${step.value.path}`);
    step = exchange.next({ status: 200, body: undefined, ...answer });
  }
  if (left.length > 0) throw new Error(`${left.length} answers were not asked for`);
  return { asked, reply: step.value };
}
