import {
  CreateCliTokenCommand,
  GetEnvironmentCommand,
  type MWAAClient,
} from '@aws-sdk/client-mwaa';
import { MINT_SECONDS } from '../../../lambda/contract/limits';
import type { Process } from '../aws/process';
import { TOKEN_MARK } from '../leaks';
import type { ApiFault } from '../script/faults';
import type { World } from '../world';

const HOST = '01234567-0000-4000-8000-0123456789ab.c1.us-east-1.airflow.amazonaws.com';

/** How long a call takes when all is well, in milliseconds. */
const USUAL_MS = 300;

/** MWAA's own API as one process of the runner's sees it. */
export function createMwaaClient(world: World, process: Process): MWAAClient {
  let minted = 0;
  const mint = () => {
    minted++;
    return { CliToken: `${TOKEN_MARK}-${process.name}-${minted}`, WebServerHostname: HOST };
  };
  const describe = () => ({ Environment: { AirflowVersion: world.versions.toldAt(Date.now()) } });
  const send = async (command: unknown) => {
    if (command instanceof CreateCliTokenCommand) {
      world.checkWay('cli', 'a token', process);
      return apiCall(world.faults.next('CreateCliToken'), process, mint);
    }
    if (command instanceof GetEnvironmentCommand) {
      return apiCall(world.faults.next('GetEnvironment'), process, describe);
    }
    throw new Error('the model has no such call of MWAA');
  };
  return { send } as unknown as MWAAClient;
}

/** The adapter gives up after MINT_SECONDS, which the model does for it. */
async function apiCall<T>(
  how: ApiFault | undefined,
  process: Process,
  answer: () => T,
): Promise<T> {
  if (process.isDead) return process.die();
  const fail = (name: string, message: string) => () => {
    throw Object.assign(new Error(message), { name });
  };
  switch (how) {
    case undefined:
      return process.after(USUAL_MS, answer);
    case 'throttled':
      return process.after(USUAL_MS, fail('ThrottlingException', 'Rate exceeded'));
    case 'denied':
      return process.after(USUAL_MS, fail('AccessDeniedException', 'not authorized'));
    case 'hangs':
      return process.after(MINT_SECONDS * 1000, fail('AbortError', 'Request aborted'));
    case 'slow':
      return process.after(MINT_SECONDS * 1000 - 100, answer);
    case 'answers with no JSON': {
      // Node's parser quotes what it cannot read.
      const quoted = `Unexpected token: ${JSON.stringify(answer())}`;
      return process.after(USUAL_MS, fail('SyntaxError', quoted));
    }
    case 'process dies after it':
      await process.wait(USUAL_MS);
      return process.die();
  }
}
