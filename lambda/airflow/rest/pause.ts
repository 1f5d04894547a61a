import type { Command } from '../command';
import { unknownDag } from '../judge';
import { OTHER_ARGUMENTS, readArguments } from './arguments';
import { type Exchange, isSuccess, succeeded } from './exchange';
import { pathOf } from './path';
import { printJson } from './print';
import { refused } from './words';

/** `dags pause` and `dags unpause` by REST, of one DAG. */
export function pauseByRest(isPaused: boolean) {
  return (command: Command): Exchange | string => {
    const parsed = readArguments(command.args, { yes: { type: 'boolean', short: 'y' } });
    const [dagId, ...more] = parsed?.positionals ?? [];
    if (dagId === undefined || more.length > 0) return OTHER_ARGUMENTS;
    const target = pathOf`/dags/${dagId}`;
    return 'fault' in target ? target.fault : setPaused(command, dagId, target.path, isPaused);
  };
}

function* setPaused(command: Command, dagId: string, path: string, isPaused: boolean): Exchange {
  const answer = yield { method: 'PATCH', path, body: { is_paused: isPaused } };
  if (!isSuccess(answer)) {
    return refused(answer, command, answer.status === 404 ? unknownDag : undefined);
  }
  return succeeded(printJson([{ dag_id: dagId, is_paused: isPaused ? 'True' : 'False' }]));
}
