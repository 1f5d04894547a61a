import type { FinalOutcome } from '../../lambda/contract/dead-letter';
import { commandsQueueOf, countMessages, sqsOf } from '../adapters/commands-queue';
import { type FoundMapping, type MappingState, mappingOf } from '../adapters/mapping';
import { type ListedRecord, recordsOf } from '../adapters/records';
import { CliError } from '../exit';
import type { Here } from '../here';
import { secondsPerCommand } from './estimate';
import { take } from './take';

/** How an environment stands. Times are ISO 8601, spans in seconds. */
export interface Status {
  readonly environment: string;
  readonly stack: string;
  readonly waiting: number;
  /** Handed to the runner, or to be tried again. */
  readonly inFlight: number;
  /** The command that is at work, or held: all others wait for it. */
  readonly first?: Pick<ListedRecord, 'id' | 'state' | 'command' | 'reason' | 'sentAt'> | undefined;
  /** Whether its commands are taken; `off` is held for maintenance. */
  readonly polling: MappingState | 'unknown';
  /** Why that is unknown: Lambda was not to be asked. */
  readonly pollingUnknown?: string | undefined;
  readonly pollingChangedAt?: string | undefined;
  /** What the environment is in trouble with, since when. */
  readonly trouble?: { readonly reason: string; readonly since: string } | undefined;
  readonly deadLetters: number;
  /** How the last commands ended. */
  readonly last: Readonly<Partial<Record<FinalOutcome, number>>>;
  /** How many ended within the last hour. */
  readonly lastHour: number;
  readonly secondsPerCommand: number;
  readonly secondsToDrain: number;
}

/** How many of the last commands are looked at. */
const SAMPLE = 200;
/** Of how many of them the outcomes are counted. */
const LAST = 20;

/** Looks how an environment stands now. */
export async function lookAt(here: Here): Promise<Status> {
  const { environmentName, stackName, deadLetterQueueUrl } = here.deployment;
  const records = recordsOf(here);
  const [counts, dead, polling, environment, each, latest] = await Promise.all([
    commandsQueueOf(here).counts(),
    countMessages(sqsOf(here), deadLetterQueueUrl),
    mappingOf(here).find().then(pollingOf, unknownPolling),
    records.findEnvironment(environmentName),
    secondsPerCommand(records, environmentName),
    take(records.history(environmentName), SAMPLE),
  ]);
  const ended = latest.filter(({ state }) => state === 'ended');
  return {
    environment: environmentName,
    stack: stackName,
    ...counts,
    first: latest.findLast(({ state }) => state === 'running' || state === 'held'),
    ...polling,
    trouble:
      environment?.state === 'held'
        ? { reason: environment.reason ?? '', since: environment.since }
        : undefined,
    deadLetters: dead.waiting + dead.inFlight,
    last: countOutcomes(ended.slice(0, LAST)),
    lastHour: ended.filter(({ finishedAt = '' }) => Date.parse(finishedAt) > Date.now() - 3_600_000)
      .length,
    secondsPerCommand: each,
    secondsToDrain: (counts.waiting + counts.inFlight) * each,
  };
}

function pollingOf({ state, changedAt }: FoundMapping) {
  return { polling: state, pollingChangedAt: changedAt?.toISOString() };
}

/** The rest of a status does not hang on Lambda. */
function unknownPolling(error: unknown) {
  if (!(error instanceof CliError)) throw error;
  return { polling: 'unknown', pollingUnknown: error.message } as const;
}

function countOutcomes(records: readonly ListedRecord[]): Partial<Record<FinalOutcome, number>> {
  const counts: Partial<Record<FinalOutcome, number>> = {};
  for (const { outcome } of records) {
    if (outcome !== undefined) counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}
