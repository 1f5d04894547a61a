import {
  CONFIRM_SECONDS,
  MARGIN_SECONDS,
  MINT_SECONDS,
  VISIBILITY_FACTOR,
} from '../../lambda/contract/limits';
import type { Via, Way } from '../../lambda/contract/via';
import type { Deployment } from './aws/deployment';
import type { Items } from './aws/dynamodb-client';
import { FifoQueue } from './aws/fifo-queue';
import type { Process } from './aws/process';
import { History } from './checks/history';
import { Order } from './checks/order';
import { ModelledAirflow } from './mwaa/airflow';
import { Versions } from './mwaa/versions';
import { FaultScript } from './script/fault-script';
import type { Outage, ScriptParts, Setting } from './script/script';
import { Watch } from './watch';

/** All that there is around the runner in one run. */
export class World {
  readonly watch = new Watch();
  readonly faults: FaultScript;
  /** What the web server's trouble is now, if it is in any. */
  readonly outageNow: () => Outage['how'] | undefined;
  readonly commands: FifoQueue;
  readonly deadLetters: FifoQueue;
  readonly items: Items = new Map();
  readonly history = new History(this);
  readonly order = new Order(this);
  readonly versions: Versions;
  readonly airflow: ModelledAirflow;
  readonly setting: Setting;
  /** The newest one. */
  deployment: Deployment;
  /** The function's time-out. */
  readonly functionMs: number;
  /** How long Airflow takes for a command. */
  commandTakesMs: number;
  private readonly restFrom: number;
  private isAllWell = false;

  constructor({ setting, faults, outage, upgrade }: ScriptParts) {
    const now = Date.now();
    this.setting = setting;
    this.functionMs =
      (MINT_SECONDS + 2 * setting.commandSeconds + CONFIRM_SECONDS + MARGIN_SECONDS) * 1000;
    this.commandTakesMs = setting.takesSeconds * 1000;
    this.faults = new FaultScript(faults);
    const outages = [outage, upgrade].filter((some) => some !== undefined);
    this.outageNow = () =>
      this.isAllWell ? undefined : outages.find((some) => isOn(some, now))?.how;
    this.commands = new FifoQueue('message', VISIBILITY_FACTOR * this.functionMs);
    this.deadLetters = new FifoQueue('dead-letter', 30_000);
    this.restFrom = now + setting.restAfterSeconds * 1000;
    const knownFrom = now + setting.newDagAfterSeconds * 1000;
    this.versions = new Versions(setting.airflowVersion, upgrade);
    this.airflow = new ModelledAirflow(this, this.versions, knownFrom);
    this.deployment = this.deploymentBy(setting.via);
  }

  get servesRest(): boolean {
    return this.isAllWell || Date.now() >= this.restFrom;
  }

  /** Deploys the queue anew; whoever tells the version of Airflow, tells that of now. */
  deploy(via: Via): void {
    this.watch.note(`the queue is deployed with via ${via}`);
    this.deployment = this.deploymentBy(via);
  }

  /** Blames what goes another way than the process's deployment has it go. */
  checkWay(way: Way, what: string, { deployment: { via } }: Process): void {
    if (via === 'auto' || via === way) return;
    this.watch.blame('way', `${what} goes by ${way}, where all goes by ${via}`);
  }

  /** From here on all is well. */
  endTrouble(): void {
    this.isAllWell = true;
    this.faults.stop();
    this.commandTakesMs = 1000;
  }

  private deploymentBy(via: Via): Deployment {
    return { via, airflowVersion: this.setting.tellsVersion ? this.airflow.version : undefined };
  }
}

function isOn({ fromSeconds, seconds }: Outage, start: number): boolean {
  const passed = (Date.now() - start) / 1000;
  return passed >= fromSeconds && passed < fromSeconds + seconds;
}
