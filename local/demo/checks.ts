import type { Message } from '@aws-sdk/client-sqs';
import { DEAD_LETTER_ATTRIBUTE, type DeadLetter } from '../../lambda/contract/dead-letter';
import type { CommandRecord } from '../../lambda/contract/record';
import type { DagRun } from '../mwaa/engine';
import type { Ran } from '../mwaa/ran';
import type { BusEvent } from '../stack/bus-event';
import type { ReportedOutcome } from './narrator';
import { checkEvents, checkRecords } from './record-checks';
import { BAD_MESSAGE, BATCH, type UploadedFile } from './workload';

/** One thing that the demo promises, and whether it was so. */
export interface Check {
  readonly promise: string;
  readonly kept: boolean;
  readonly seen: string;
}

/** All that happened, as the parts themselves tell it. */
export interface Evidence {
  readonly uploads: readonly UploadedFile[];
  /** Every DAG run, with the environment it is in. */
  readonly runs: readonly (DagRun & { readonly environment: string })[];
  readonly deadLetters: readonly Message[];
  readonly ran: readonly Ran[];
  /** What the runner's log says of each try. */
  readonly outcomes: readonly ReportedOutcome[];
  /** All that the tables hold of commands. */
  readonly records: readonly CommandRecord[];
  /** All that was put on the event bus. */
  readonly announced: readonly BusEvent[];
  /** By environment: most commands that its web server ever ran at the same time. */
  readonly mostAtOnce: ReadonlyMap<string, number>;
}

export function check(evidence: Evidence): readonly Check[] {
  return [
    ...evidence.uploads.map((upload) => checkUpload(upload, evidence)),
    checkBatch(evidence),
    checkSchedule(evidence),
    checkBadMessage(evidence.deadLetters),
    checkOneAtATime(evidence.mostAtOnce),
    checkSideBySide(evidence.ran),
    checkSuccess(evidence.runs),
    checkRecords(evidence),
    checkEvents(evidence),
  ];
}

/** The runs that an upload caused, by the conf that Airflow holds. */
export function runsOf(upload: UploadedFile, evidence: Evidence): Evidence['runs'] {
  return evidence.runs.filter(({ environment, conf }) => {
    const { bucket, key, size, etag } = Object(conf) as Partial<UploadedFile>;
    return (
      environment === upload.environment &&
      bucket === upload.bucket &&
      key === upload.key &&
      size === upload.size &&
      etag === upload.etag
    );
  });
}

function checkUpload(upload: UploadedFile, evidence: Evidence): Check {
  const count = runsOf(upload, evidence).length;
  const expected = upload.expected ? 1 : 0;
  return {
    promise: `${upload.expected ? 'exactly one DAG run' : 'no DAG run'} for ${JSON.stringify(upload.key)}`,
    kept: count === expected,
    seen: `${count} with its bucket, key, size and etag`,
  };
}

function checkBatch({ runs }: Evidence): Check {
  const lists = runs
    .filter(({ dagId }) => dagId === BATCH.dagId)
    .map(({ conf }) => filesIn(conf).map(({ key }) => key));
  return {
    promise: `exactly one DAG run for the ${BATCH.keys.length} files of events/, which lists each once`,
    kept: String(lists.map((keys) => keys.toSorted())) === String([BATCH.keys.toSorted()]),
    seen: `${lists.length} with ${lists.map((keys) => keys.length).join(', ')} files`,
  };
}

function filesIn(conf: unknown): readonly { readonly key: string }[] {
  const { files = [] } = Object(conf) as { readonly files?: readonly { readonly key: string }[] };
  return files;
}

function checkSchedule({ runs }: Evidence): Check {
  const fired = runs.filter(({ runId }) => runId.startsWith('schedule__'));
  return {
    promise: 'exactly one DAG run for the schedule, whose firing came twice',
    kept: fired.length === 1,
    seen: `${fired.length}: ${fired.map(({ runId }) => runId).join(', ')}`,
  };
}

function checkBadMessage(deadLetters: readonly Message[]): Check {
  const reasons = deadLetters.map(reasonOf);
  return {
    promise: 'the bad message, and nothing else, is in the dead-letter queue with its reason',
    kept: reasons.length === 1 && deadLetters[0]?.Body === BAD_MESSAGE && reasons[0] !== '',
    seen: reasons.join(' | ') || 'nothing',
  };
}

function reasonOf({ MessageAttributes = {} }: Message): string {
  const text = MessageAttributes[DEAD_LETTER_ATTRIBUTE]?.StringValue ?? '{}';
  return (JSON.parse(text) as Partial<DeadLetter>).reason ?? '';
}

function checkOneAtATime(mostAtOnce: Evidence['mostAtOnce']): Check {
  const counts = [...mostAtOnce];
  return {
    promise: 'never two commands of one environment at once, by its web server’s count',
    kept: counts.every(([, count]) => count === 1),
    seen: counts.map(([environment, count]) => `${environment} ${count}`).join(', '),
  };
}

function checkSideBySide(ran: readonly Ran[]): Check {
  const overlaps = ran.filter((a) =>
    ran.some(
      (b) => a.environment < b.environment && a.startedAt < b.endedAt && b.startedAt < a.endedAt,
    ),
  ).length;
  return {
    promise: 'the environments work side by side',
    kept: overlaps > 0,
    seen: `${overlaps} commands of one ran while the other ran one too`,
  };
}

function checkSuccess(runs: Evidence['runs']): Check {
  const successes = runs.filter(({ state }) => state === 'success').length;
  return {
    promise: 'every DAG run reaches success',
    kept: runs.length > 0 && successes === runs.length,
    seen: `${successes} of ${runs.length}`,
  };
}
