import {
  CONFIRM_SECONDS,
  MARGIN_SECONDS,
  MINT_SECONDS,
  VISIBILITY_FACTOR,
} from '../../lambda/contract/limits';
import type { Way } from '../../lambda/contract/via';
import type { Items } from './aws/dynamodb-client';
import { FifoQueue } from './aws/fifo-queue';
import { History } from './checks/history';
import { Order } from './checks/order';
import { ModelledAirflow } from './mwaa/airflow';
import { FaultScript } from './script/fault-script';
import type { Outage, ScriptParts, Setting } from './script/script';
import { Watch } from './watch';

/** All that there is around the runner in one run. */
export class World {
  readonly watch = new Watch();
  readonly faults: FaultScript;
  readonly outage: { readonly how: Outage['how']; isOn(): boolean };
  readonly commands: FifoQueue;
  readonly deadLetters: FifoQueue;
  readonly items: Items = new Map();
  readonly history = new History(this);
  readonly order = new Order(this);
  readonly airflow: ModelledAirflow;
  readonly setting: Setting;
  /** The function's time-out. */
  readonly functionMs: number;
  /** How long Airflow takes for a command. */
  commandTakesMs: number;
  private readonly restFrom: number;
  private isAllWell = false;

  constructor({ setting, faults, outage }: ScriptParts) {
    const now = Date.now();
    this.setting = setting;
    this.functionMs =
      (MINT_SECONDS + 2 * setting.commandSeconds + CONFIRM_SECONDS + MARGIN_SECONDS) * 1000;
    this.commandTakesMs = setting.takesSeconds * 1000;
    this.faults = new FaultScript(faults);
    const { fromSeconds = 0, seconds = 0, how = 'no connection' } = outage ?? {};
    const from = now + fromSeconds * 1000;
    const until = from + seconds * 1000;
    this.outage = {
      how,
      isOn: () => !this.isAllWell && Date.now() >= from && Date.now() < until,
    };
    this.commands = new FifoQueue('message', VISIBILITY_FACTOR * this.functionMs);
    this.deadLetters = new FifoQueue('dead-letter', 30_000);
    this.restFrom = now + setting.restAfterSeconds * 1000;
    const knownFrom = now + setting.newDagAfterSeconds * 1000;
    this.airflow = new ModelledAirflow(this, setting.airflowVersion, knownFrom);
  }

  get servesRest(): boolean {
    return this.isAllWell || Date.now() >= this.restFrom;
  }

  /** Blames what goes another way than the deployment has it go. */
  checkWay(way: Way, what: string): void {
    const { via } = this.setting;
    if (via === 'auto' || via === way) return;
    this.watch.blame('way', `${what} goes by ${way}, where all goes by ${via}`);
  }

  /** From here on all is well. */
  endTrouble(): void {
    this.isAllWell = true;
    this.faults.stop();
    this.commandTakesMs = 1000;
  }
}
