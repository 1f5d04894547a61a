import { PRICES, type Processor } from './prices';

/** What one command uses beside Airflow. */
export interface CommandUse {
  /** The function's time without that of the command in Airflow, in milliseconds. */
  readonly addedMs: number;
  readonly sqsRequests: number;
  readonly writeUnits: number;
  readonly readUnits: number;
  readonly logBytes: number;
  /** Announced on the event bus, through a Pipe. */
  readonly events: number;
}

/** How a function is deployed. */
export interface Deployed {
  readonly memoryMb: number;
  readonly processor: Processor;
}

/** In dollars, of a million commands. */
export interface Cost {
  readonly lambda: number;
  readonly sqs: number;
  readonly records: number;
  readonly logs: number;
  readonly events: number;
  readonly total: number;
}

const MILLION = 1e6;

/**
 * What a million commands cost. The function waits while Airflow is at work, and that is billed.
 *
 * @param airflowSeconds what a command takes in Airflow
 */
export function costOfMillion(use: CommandUse, deployed: Deployed, airflowSeconds: number): Cost {
  const seconds = airflowSeconds + use.addedMs / 1000;
  const gigabyteSeconds = seconds * (deployed.memoryMb / 1024);
  const { writeUnit, readUnit } = PRICES;
  const each = {
    lambda: gigabyteSeconds * PRICES.gigabyteSecond[deployed.processor] + PRICES.invocation,
    sqs: use.sqsRequests * PRICES.sqsRequest,
    records: use.writeUnits * writeUnit + use.readUnits * readUnit,
    logs: (use.logBytes / 1e9) * PRICES.logGigabyte,
    events: use.events * (PRICES.event + PRICES.pipeRequest),
  };
  const total = Object.values(each).reduce((sum, one) => sum + one, 0);
  const { lambda, sqs, records, logs, events } = each;
  return {
    lambda: lambda * MILLION,
    sqs: sqs * MILLION,
    records: records * MILLION,
    logs: logs * MILLION,
    events: events * MILLION,
    total: total * MILLION,
  };
}

/** Of a process's memory, what is to stay free: a long answer, or a list of uploads, takes some. */
const HEADROOM = 0.25;

/**
 * The smallest of Lambda's sizes, in MB, that a process fits into with a quarter to spare.
 *
 * @param rssMb the memory of the process, Lambda's own runtime aside
 * @throws Error when it fits into none of them
 */
export function smallestSize(rssMb: number, sizes: readonly number[]): number {
  const needed = rssMb / (1 - HEADROOM);
  const size = sizes.toSorted((a, b) => a - b).find((one) => one >= needed);
  if (size !== undefined) return size;
  throw new Error(
    `a process of ${rssMb.toFixed(0)} MB needs ${needed.toFixed(0)} MB: give sizes up to that, not ${sizes.join(', ')}`,
  );
}
