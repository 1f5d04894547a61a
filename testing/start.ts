import { isJsonObject } from '../lambda/contract/json';
import type { ToldCall } from '../local/calls';
import type { AirflowEngine } from '../local/mwaa/engine';
import { createAirflowModel } from '../local/mwaa/model/model';
import { RanList } from '../local/mwaa/ran';
import { type StandIn, startStandIn } from '../local/mwaa/stand-in';
import { checkOptions } from './check-options';
import type {
  AirflowOptions,
  Fault,
  FaultOfCall,
  MwaaCall,
  MwaaStandIn,
  MwaaStandInOptions,
} from './types';

/**
 * Starts a stand-in for MWAA on this machine, for tests: Airflow's command line and REST API by a model, over the same
 * protocols, without Python and without an AWS account. Each has ports and certificates of its own.
 *
 * @throws Error of one line: the option, its value, and what it may be
 */
export async function startMwaaStandIn(options: MwaaStandInOptions): Promise<MwaaStandIn> {
  checkOptions(options);
  const engines = new Map(
    Object.entries(options.environments).map(([name, airflow]) => [name, modelOf(airflow)]),
  );
  const ran = new RanList();
  let faultOfCall: FaultOfCall | undefined;
  const standIn = await startStandIn({
    engines,
    onRan: ran.add,
    onCall: (call) => faultIn(call, faultOfCall),
  });
  return {
    endpoint: standIn.apiUrl,
    webServerAddress: standIn.webServerAddress,
    certificateAuthority: standIn.authority,
    get commands() {
      return [...ran.commands];
    },
    get requests() {
      return [...ran.requests];
    },
    dagRuns: async (name, dagId) => environmentOf(standIn, name).airflow.dagRuns(dagId),
    mostAtOnce: (name) => environmentOf(standIn, name).mostAtOnce,
    setFault(fault) {
      faultOfCall = fault;
    },
    stop: () => standIn.stop(),
  };
}

function modelOf({ airflowVersion, ...options }: AirflowOptions): AirflowEngine {
  return createAirflowModel({ version: airflowVersion, ...options });
}

/** A fault is asked for once, before the server acts: the stand-in's own hook is told afterwards as well. */
function faultIn(call: ToldCall, faultOfCall: FaultOfCall | undefined): Fault | undefined {
  return call.phase === 'before' ? faultOfCall?.(publicCall(call)) : undefined;
}

function publicCall({ service, operation, environment, input }: ToldCall): MwaaCall {
  if (service === 'web-server' && operation === 'POST') {
    return { operation: 'RunCommand', environment, commandText: String(input) };
  }
  if (operation !== 'InvokeRestApi' || !isJsonObject(input)) return { operation, environment };
  const request = { method: String(input.Method), path: String(input.Path) };
  return { operation, environment, request };
}

function environmentOf({ environments }: StandIn, name: string) {
  const environment = environments.get(name);
  if (environment !== undefined) return environment;
  const known = [...environments.keys()].join(', ');
  throw new Error(
    `environment ${JSON.stringify(name)} is none of the stand-in's: there are ${known}`,
  );
}
