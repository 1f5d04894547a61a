/** What each field of a message means, for the JSON Schema and the table of `docs/messages.md`. */
import type { FieldRules } from '../../lambda/contract/field-rules';
import type { MESSAGE_FIELDS } from '../../lambda/contract/message-rules';

/** A text for each field, or for each of its own fields: one without does not compile. */
type Meanings<Rules extends FieldRules> = {
  readonly [Name in keyof Rules]: Rules[Name] extends {
    readonly fields: infer Fields extends FieldRules;
  }
    ? Meaning & { readonly fields: Meanings<Fields> }
    : Meaning;
};

export interface Meaning {
  readonly meaning: string;
  readonly fields?: Readonly<Record<string, Meaning>>;
}

export const MEANINGS: Meanings<typeof MESSAGE_FIELDS> = {
  command: {
    meaning:
      'as a person types it, in any Airflow version’s spelling; split by POSIX shell rules, and nothing is expanded',
  },
  argv: { meaning: 'the same, already split' },
  trigger: {
    meaning: 'a DAG run to start, written in the environment’s own dialect',
    fields: {
      dagId: { meaning: 'the DAG’s id' },
      conf: { meaning: 'the run’s configuration; numbers keep every digit; none by default' },
      runId: {
        meaning:
          'the run’s id, without a prefix that Airflow keeps for its own runs, such as `scheduled__`; by default derived from `source` and `id`',
      },
      logicalDate: {
        meaning: 'the run’s logical date; by default Airflow’s own: now (1.10, 2) or none (3)',
      },
    },
  },
  id: {
    meaning:
      'names the command everywhere, and makes it run once; by default the SQS message id, which is a new one each time',
  },
  source: { meaning: 'who sent it; begins a derived run id; `sqs` by default' },
  expires: {
    meaning:
      'how long it may wait for its turn; what is older is dropped as `refused`, without a dead letter',
    fields: {
      after: { meaning: 'how long' },
      since: { meaning: 'counted from then; by default from when SQS got the message' },
    },
  },
};
