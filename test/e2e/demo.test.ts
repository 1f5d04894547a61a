import { beforeAll, describe, expect, it } from 'vitest';
import { broken, type DemoRun, demo } from '../support/demo';

describe('the demo on the embedded model', () => {
  let run: DemoRun;

  beforeAll(async () => {
    run = await demo();
  });

  it('keeps every promise', () => {
    expect(broken(run.checks)).toEqual([]);
  });

  it('checks each upload, the batch, the schedule, the bad message, the order, the runs, the records and the events', () => {
    expect(run.checks).toHaveLength(14);
  });

  it.each([
    ['the upload', /upload .*incoming\/orders\.csv/],
    ['the second delivery of an event', /event again .*incoming\/orders\.csv/],
    ['the schedule', /schedule .*due \d{4}-/],
    ['the command as it was sent', /command .*airflow dags trigger ingest_csv --run-id s3__/],
    ['the run id with the outcome', /succeeded .*run s3__orders\.csv__[0-9a-f]{16}/],
    ['the output', /output .*"key": "incoming\/orders\.csv"/],
    ['the reason of a refusal', /refused .*unknown field "comand"/],
    ['what is announced', /event .*Airflow Command Succeeded: s3__orders\.csv__/],
    ['what was recorded and announced', /dags trigger ingest_csv +succeeded +Succeeded /],
  ])('tells %s as it happens', (_what, line) => {
    expect(run.printed).toMatch(line);
  });

  it('prints no token', () => {
    expect(run.printed).not.toMatch(/Bearer|eyJ[\w-]+\.[\w-]+\./);
  });
});
