/** `npm run dashboard`: draws the dashboard into docs/dashboard.svg, with figures of a run on this machine. */
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { main } from '../local/main';
import { drawDashboard } from './dashboard/draw';
import { watchRun } from './dashboard/run';

const FILE = path.join(__dirname, '..', 'docs', 'dashboard.svg');

const CAPTION = [
  'Drawn by "npm run dashboard" from the dashboard’s JSON in the synthesized template. All figures are of one run of the local stack: the metrics that the real functions log, and what the',
  'local SQS holds, looked at four times a second. One point is a 45th of that run; in CloudWatch it is five minutes. The local Airflow is a model that takes 0.3 seconds a command, and the',
  'web server is away for twelve seconds. Alarms are as their settings have it at the end of the run. Durations of functions are not measured there, and throttles do not occur.',
];

void main(async (signal, atEnd) => {
  const run = await watchRun(signal, atEnd);
  writeFileSync(FILE, drawDashboard(run, CAPTION));
  return 0;
});
