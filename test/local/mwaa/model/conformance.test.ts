import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { CliOutput } from '../../../../local/mwaa/engine';
import { createAirflowModel } from '../../../../local/mwaa/model/model';
import { AFTER_SUCCESS, fixtureCases, SUCCESS } from '../../../../local/mwaa/real/fixture-cases';

const FIXTURES = resolve(__dirname, '../../../airflow-fixtures');

interface Recording extends CliOutput {
  readonly airflow: string;
  readonly command: string;
}

describe.each(['2.11.2', '3.3.1'])('The model of Airflow %s', (version) => {
  const known = fixtureCases(Number.parseInt(version, 10)).map(([name]) => name);
  const sameSecond = ['same-second-1', 'same-second-2'];
  const microseconds = ['same-second-microseconds-1', 'same-second-microseconds-2'];
  const success = [SUCCESS, ...AFTER_SUCCESS].map(([name]) => name);

  it('was compared with every recorded answer', () => {
    const compared = [...known, ...sameSecond, ...microseconds, ...success];

    expect(compared.sort()).toEqual(recordedNames(version).sort());
  });

  it('answers each command of a whole session as the real one did', async () => {
    const clock = { now: Date.parse('2026-11-22T19:12:28Z') };
    const model = recordedModel(version, clock, false);
    for (const name of [...known, ...sameSecond, ...microseconds]) {
      const recording = readRecording(version, name);
      // Only the pairs of triggers of one second may meet in one.
      clock.now += name.startsWith('same-second') && name.endsWith('-2') ? 1 : 3_000;

      const output = await model.run(recording.command);

      expect(essence(output), name).toEqual(essence(recording));
    }
  });

  it('answers as the real one did after a run ended', async () => {
    const clock = { now: Date.parse('2026-11-22T19:12:28Z') };
    const model = recordedModel(version, clock, true);
    for (const name of success) {
      const recording = readRecording(version, name);
      clock.now += 3_000;

      const output = await model.run(recording.command);

      expect(essence(output), name).toEqual(essence(recording));
    }
  });
});

function recordedModel(version: string, clock: { now: number }, scheduler: boolean) {
  return createAirflowModel({
    version,
    dagIds: ['example_dag', 'paused_dag', 'params_dag'],
    pausedDagIds: ['params_dag'],
    params: { params_dag: { count: { type: 'integer' } } },
    clock: () => clock.now,
    scheduler,
    database: 'sqlite',
  });
}

function recordedNames(version: string): string[] {
  const files = readdirSync(join(FIXTURES, version));
  return files.map((file) => file.replace(/\.json$/, ''));
}

function readRecording(version: string, name: string): Recording {
  return JSON.parse(readFileSync(join(FIXTURES, version, `${name}.json`), 'utf8'));
}

/** What of an answer must agree: all of it but times, paths, stack frames and log lines' numbers. */
function essence(output: CliOutput): unknown {
  return {
    exitCode: output.exitCode,
    stdout: withoutTimes(output.stdout),
    stderr: withoutTimes(withoutFrames(output.stderr)),
  };
}

function withoutTimes(text: string): string {
  return text
    .replaceAll(/\/\S*\/site-packages/g, '<site-packages>')
    .replaceAll(/\/usr\/local\/airflow\/dags\/\w+\.py/g, '<dag file>')
    .replaceAll(/(?:datetime\.datetime|DateTime)\(.*?tzinfo=.*?\)+(?= )/g, '<time>')
    .replaceAll(/\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|\+00:?00)?)?/g, '<time>')
    .replaceAll(/\d{2}:\d{2}:\d{2}\+00:00/g, '<time>')
    .replaceAll(/Removed \d+ record/g, 'Removed <some> record');
}

/** From a traceback only the error remains: the one that nobody caught. */
function withoutFrames(text: string): string {
  const start = text.indexOf('Traceback');
  if (start === -1) {
    return text;
  }
  const frames = text.slice(start).split('\n');
  const last = frames.findLastIndex((line) => line.startsWith('  File '));
  const raised = frames.slice(last + 1).findIndex((line) => /^\S/.test(line));
  const error = frames.slice(last + 1 + raised).join('\n');
  // SQLAlchemy adds the statement and its parameters, which hold keys of that one process.
  return text.slice(0, start) + error.replace(/\n\[SQL: [\s\S]*$/, '\n');
}
