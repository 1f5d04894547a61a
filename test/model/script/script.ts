import fc from 'fast-check';
import type { Via } from '../../../lambda/contract/via';
import type { CommandKind } from './commands';
import { type Fault, tellFault } from './faults';
import type { Sender } from './senders';

/** How the queue is deployed, and what it meets. */
export interface Setting {
  /** At first. */
  readonly airflowVersion: string;
  /** By which way commands go to it at first. */
  readonly via: Via;
  /** From when on the environment serves Airflow's REST API. */
  readonly restAfterSeconds: number;
  /** Whether the deployment says it, or MWAA is asked. */
  readonly tellsVersion: boolean;
  /** Whether each sender may send its own verbs only. */
  readonly tellsSenders: boolean;
  readonly pollers: number;
  readonly batchSize: number;
  readonly commandSeconds: number;
  readonly patienceSeconds: number;
  /** How long Airflow takes for a command. */
  readonly takesSeconds: number;
  /** From when on Airflow knows its new DAG. */
  readonly newDagAfterSeconds: number;
  /** Of all that is left to chance, such as how long a message is held. */
  readonly seed: number;
}

/** What people do, one after the other. */
export type Act =
  | {
      readonly act: 'send';
      readonly kind: CommandKind;
      /** Which id the body gives: none, one of its own, or one that others give too. */
      readonly id: 'none' | 'own' | 'shared';
      readonly group: 'right' | 'wrong';
      readonly by: Sender;
    }
  | {
      /** An earlier message again, as a sender does whose answer was lost. */
      readonly act: 'send again';
      readonly nth: number;
      readonly dedup: 'same' | 'new';
    }
  | { readonly act: 'redrive all' }
  | {
      readonly act: 'retry one';
      readonly nth: number;
      readonly times: number;
      /** Whether it stays in the dead-letter queue, to be found once more. */
      readonly keep: boolean;
    }
  /** The queue anew: the runner's processes change over to it one by one. */
  | { readonly act: 'deploy'; readonly via: Via };

/** When an act is done: so long after the one before, or once nothing is left to do. */
export type When = number | 'when all is quiet';

/** The web server is in trouble for a while. */
export interface Outage {
  readonly fromSeconds: number;
  readonly seconds: number;
  readonly how: 'no connection' | 'answered 503' | 'reset, not run' | 'reset, run';
}

/** The environment is updated in place to a newer Airflow, which answers once the trouble is over. */
export interface Upgrade extends Outage {
  readonly to: string;
  /** When MWAA tells the new version to who asks. */
  readonly told: 'when it begins' | 'when it is over' | 'late';
}

export interface ScriptParts {
  readonly setting: Setting;
  readonly acts: readonly { readonly when: When; readonly act: Act }[];
  readonly faults: readonly Fault[];
  readonly outage: Outage | undefined;
  readonly upgrade: Upgrade | undefined;
}

/** All that happens to the runner in one run. Reads as a story when a run fails. */
export class Script {
  constructor(readonly parts: ScriptParts) {}

  [fc.toStringMethod](): string {
    const { setting, acts, faults, outage, upgrade } = this.parts;
    const told = Object.entries(setting).map(([name, value]) => `${name} ${value}`);
    return [
      '',
      `  setting: ${told.join(', ')}`,
      ...acts.map(({ when, act }, at) => `  c${at}x ${tellWhen(when)}: ${tellAct(act)}`),
      ...faults.map((fault) => `  fault: ${tellFault(fault)}`),
      outage === undefined ? '  no outage' : `  outage: ${tellOutage(outage)}`,
      upgrade === undefined
        ? '  no upgrade'
        : `  upgrade: ${tellOutage(upgrade)}; then it is ${upgrade.to}, which MWAA tells ${upgrade.told}`,
      '',
    ].join('\n');
  }
}

function tellOutage({ fromSeconds, seconds, how }: Outage): string {
  return `from ${fromSeconds} s for ${seconds} s every request to Airflow: ${how}`;
}

function tellWhen(when: When): string {
  return typeof when === 'string' ? when : `after ${when} s`;
}

function tellAct(act: Act): string {
  switch (act.act) {
    case 'send':
      return `send "${act.kind}", id ${act.id}, ${act.group} group, by one who may send ${act.by}`;
    case 'send again':
      return `send message ${act.nth} again with ${act.dedup === 'same' ? 'its' : 'a new'} deduplication id`;
    case 'redrive all':
      return "SQS's redrive of all dead letters";
    case 'retry one':
      return `retry dead letter ${act.nth} by hand${act.times === 1 ? '' : ` ${act.times} times`}${act.keep ? ', keep it' : ''}`;
    case 'deploy':
      return `deploy the queue with via ${act.via}`;
  }
}
