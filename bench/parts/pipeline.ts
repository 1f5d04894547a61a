import type { BenchContext, Part } from '../part';
import { measureBatches } from '../pipeline/batches';
import { measureGrowth } from '../pipeline/growth';
import { measureLegs } from '../pipeline/legs';
import { measureThroughput } from '../pipeline/throughput';
import type { Measured } from '../report/section';

const METHOD = [
  'The whole stack on one machine, from the synthesized templates: S3, SQS and DynamoDB in one process, each function’s bundle in its own. Airflow is the model and takes 2 ms for a command; at MWAA’s 5 to 8 seconds all of this is in its shadow, which is why the queue itself must not be what is slow. AWS’s own services are faster than what stands in for them here, and further away.',
  '"SQS alone" receives and deletes as many messages from the same local SQS, without any function: what the local stack can at best be. Of backlogs, the environment is held until all messages are sent, and then released. Beside the time of all is the processor time of the runner’s process: the rest is that of the services on this machine, whose tables and queues grow.',
];

/** From an upload to its DAG run, and how much of it there can be. */
export const pipeline: Part = { name: 'pipeline', heading: 'The whole way', measure };

async function measure(context: BenchContext): Promise<Measured> {
  const legs = await measureLegs(context);
  const throughput = await measureThroughput(context);
  const growth = await measureGrowth(context);
  const batches = await measureBatches(context);
  return {
    method: METHOD,
    comparisons: [legs, throughput, ...growth.comparisons, batches.comparison],
    tables: [batches.table],
    goals: growth.goals,
  };
}
