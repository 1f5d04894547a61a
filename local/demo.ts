/** `npm run demo`: files uploaded to S3 become DAG runs, one at a time, on this machine. */
import { runDemo } from './demo/demo';
import { main } from './main';
import { readOptions } from './options';

void main(async (signal, atEnd) => {
  const { airflow } = readOptions(process.argv.slice(2));
  const write = (line: string) => void process.stdout.write(`${line}\n`);
  const checks = await runDemo({ airflow, write, signal, atEnd });
  return checks.every(({ kept }) => kept) ? 0 : 1;
});
