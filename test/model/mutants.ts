import type { Mutation } from '../support/mutation';
import type { Invariant } from './watch';

/** Names the mutant that the sources are loaded as. */
export const MUTANT_VARIABLE = 'MWAAQ_MODEL_MUTANT';

/** A runner with one fault, and the promise that it breaks. */
export interface Mutant extends Mutation {
  readonly name: string;
  readonly invariant: Invariant;
}

/** One for each promise, and more of its keeping by REST: were one not caught, that would not be tested. */
export const MUTANTS: readonly Mutant[] = [
  {
    name: 'any message group will do',
    invariant: 'I1',
    file: 'runner/read-request.ts',
    original: 'if (group === environmentName) return undefined;',
    mutated: 'return undefined;',
  },
  {
    name: 'the rest of a batch overtakes what is held',
    invariant: 'I2',
    file: 'runner/batch.ts',
    original: 'stoppedGroups.add(delivery.group);',
    mutated: '',
  },
  {
    name: 'a dead letter that could not be sent is forgotten',
    invariant: 'I3',
    file: 'runner/open-record.ts',
    original: 'await sendDeadLetter(opening.record, delivery, context);',
    mutated: '',
  },
  {
    name: "a command goes by its message's id alone",
    invariant: 'I4',
    file: 'runner/read-request.ts',
    original: 'id: message.id ?? defaultId,',
    mutated: 'id: defaultId,',
  },
  {
    name: 'a page is quoted with the token in it',
    invariant: 'I5',
    file: 'adapters/mwaa/cli-answer.ts',
    original: ".replaceAll(token, '[token]')",
    mutated: '',
  },
  {
    name: 'a record is written until it works',
    invariant: 'I6',
    file: 'runner/record/save-in-time.ts',
    original: 'Date.now() + PAUSE_MS + 2 * CALL_MS > deadline',
    mutated: 'false',
  },
  {
    name: 'every command is begun again after a death',
    invariant: 'I7',
    file: 'runner/record/opening.ts',
    original: 'ask.repeatable && dead.crashes < MAX_CRASHES',
    mutated: 'dead.crashes < MAX_CRASHES',
  },
  {
    name: 'by REST a run that exists is always ours',
    invariant: 'I4',
    file: 'airflow/rest/trigger.ts',
    original: 'wordsTell(words, trigger, version) ?? (yield* lookFor(trigger, path, version))',
    mutated: 'true',
  },
  {
    name: 'by REST what Airflow answers with a 5xx has failed',
    invariant: 'outcome',
    file: 'adapters/mwaa/rest-errors.ts',
    original: 'if (error instanceof RestApiServerException) throw explainLostAnswer(error, what);',
    mutated:
      'if (error instanceof RestApiServerException) return { status: error.RestApiStatusCode ?? 504, body: error.RestApiResponse };',
  },
  {
    name: 'by REST a request whose answer was lost never left',
    invariant: 'I7',
    file: 'adapters/mwaa/lost-connection.ts',
    original: 'if (isOpening ||',
    mutated: 'if (!isOpening ||',
  },
  {
    name: 'by REST goes what can, whatever the deployment says',
    invariant: 'way',
    file: 'airflow/way.ts',
    original: "if (via === 'cli') return cli;",
    mutated: '',
  },
  {
    name: 'what fails by REST goes by the CLI at once',
    invariant: 'I7',
    file: 'runner/run/run-command.ts',
    original: 'error instanceof NoRestApiError && ',
    mutated: '',
  },
  {
    name: 'what the version of before an upgrade makes of a command is final',
    invariant: 'outcome',
    file: 'runner/run/unless-upgraded.ts',
    original: 'if (!restsOnVersion(outcome)) return outcome;',
    mutated: 'return outcome;',
  },
  {
    name: "before 2.2 a later Airflow's words are proof of a run, too",
    invariant: 'I4',
    file: 'airflow/dialects/airflow2.ts',
    original: "'DagRunAlreadyExists: Run id '",
    mutated: "'DagRunAlreadyExists'",
  },
  {
    name: "by REST the refusal of another version's form is final",
    invariant: 'outcome',
    file: 'airflow/rest/trigger.ts',
    original: 'return OTHER_FORM.test(words) ? notUnderstood(words) : failed(words);',
    mutated: 'return failed(words);',
  },
  {
    name: 'by REST a page to sign in by is a success',
    invariant: 'outcome',
    file: 'adapters/mwaa/rest-answer.ts',
    original: "if (isSuccess(answer)) return isJsonObject(body) || (method === 'DELETE' && !body);",
    mutated: 'if (isSuccess(answer)) return true;',
  },
  {
    name: 'each sender may send all that is allowed',
    invariant: 'I8',
    file: 'runner/sender.ts',
    original: 'if (senders === undefined) return true;',
    mutated: 'return true;',
  },
];

/** @throws Error for a name that no mutant has */
export function mutantNamed(name: string | undefined): Mutant {
  const mutant = MUTANTS.find((one) => one.name === name);
  if (mutant !== undefined) return mutant;
  throw new Error(`${MUTANT_VARIABLE} is ${JSON.stringify(name)}, which is no mutant`);
}
