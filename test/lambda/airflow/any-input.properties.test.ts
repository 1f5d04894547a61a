import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { argvFor, type Command, readCommand } from '../../../lambda/airflow/command';
import { judge } from '../../../lambda/airflow/judge';
import { parseVersion } from '../../../lambda/contract/airflow-version';
import { InvalidMessageError, RefusedCommandError } from '../../../lambda/contract/errors';
import { parseMessage } from '../../../lambda/contract/message';
import { VERBS } from '../../../lambda/contract/verbs';

const RUNS = { numRuns: 2000 };
const VERSIONS = ['1.10.12', '2.0.2', '2.5.1', '2.11.2', '3.3.1'];

/** Text that looks like what Airflow prints, cut and mixed at will. */
const OUTPUT = fc
  .array(
    fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.constantFrom(
        '\n',
        'Traceback (most recent call last):',
        'airflow.exceptions.DagNotFound: x',
        'airflow command error: unrecognized arguments: x',
        '[{"dag_id": "d", "dag_run_id": "r"}]',
        '[[[',
        ']',
        'Created <DagRun d @ ',
        ': r,',
        'IntegrityError: dag_run',
      ),
    ),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));

/** A message body: any text, any JSON, and words that commands have. */
const BODY = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.json(),
  fc
    .array(
      fc.constantFrom(
        ...Object.keys(VERBS),
        'trigger_dag',
        'variables',
        '-s',
        '-d',
        '--conf',
        '{}',
        '-',
        '--',
        '=',
        "'",
        'x',
      ),
    )
    .map((words) => words.join(' ')),
  fc.record({ trigger: fc.anything() }).map((message) => `${JSON.stringify(message)}`),
  fc
    .record({ argv: fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }) })
    .map((m) => JSON.stringify(m)),
);

describe('Whatever the input', () => {
  it('a message becomes a command or is refused by name', () => {
    fc.assert(
      fc.property(BODY, fc.constantFrom(...VERSIONS), (body, version) => {
        try {
          argvFor(readCommand(parseMessage(body), 'id'), parseVersion(version));
        } catch (error) {
          const isNamed =
            error instanceof InvalidMessageError || error instanceof RefusedCommandError;
          if (!isNamed) throw error;
          expect(error.message).not.toBe('');
        }
      }),
      RUNS,
    );
  });

  it('an answer gets a verdict', () => {
    const commands: readonly Command[] = [
      'dags trigger d -r r',
      'variables set k secret',
      'version',
    ]
      .map((command) => parseMessage(command))
      .map((message) => readCommand(message, 'id'));
    fc.assert(
      fc.property(fc.constantFrom(...commands), OUTPUT, OUTPUT, (command, stdout, stderr) => {
        const verdict = judge(command, { stdout, stderr });
        if (verdict.kind !== 'succeeded') expect(verdict.reason).not.toBe('');
      }),
      RUNS,
    );
  });
});
