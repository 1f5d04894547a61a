import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { expect, it } from 'vitest';
import {
  CALL_MS,
  CONFIRM_SECONDS,
  FUNCTION_MB,
  MARGIN_SECONDS,
  MAX_ANSWER_BYTES,
  MAX_ARGUMENT_BYTES,
  MAX_CRASHES,
  MAX_HELD_MS,
  MAX_HOLD_SECONDS,
  MAX_LATE_ANSWERS,
  MAX_RECEIVES,
  MAX_REST_PATH_LENGTH,
  MAX_REST_ROWS,
  MAX_SENSELESS_ANSWERS,
  MAX_SHOWN_COMMAND_LENGTH,
  MIN_RECORD_RETENTION_DAYS,
  MINT_SECONDS,
  REST_PER_SECOND,
  REST_SECONDS,
  SQS_MAX_RECEIVES,
  SQS_RETENTION_DAYS,
  TOKEN_MAX_AGE_MS,
  VISIBILITY_FACTOR,
  VISIBILITY_GRACE_SECONDS,
} from '../lambda/contract/limits';
import { DAY_MS } from '../lambda/contract/time-units';
import { BATCH_LIMITS, RECONCILE_AFTER_MINUTES } from '../lambda/contract/upload-rule';
import { WINDOW } from '../lib/schedules/schedule-times';
import { ROOT } from './support/process';

const MIB = 1024 * 1024;
const inWords = (count: number) =>
  ['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten'][count];
const grouped = (count: number) => count.toLocaleString('en');
const { windowSeconds, maxFiles } = BATCH_LIMITS;

/** What the documents say in words, from the numbers that the code goes by. */
const SENTENCES: Readonly<Record<string, readonly string[]>> = {
  'README.md': [
    `(Lambda at ${FUNCTION_MB} MB `,
    `at least ${MIN_RECORD_RETENTION_DAYS} | ${MIN_RECORD_RETENTION_DAYS} |`,
  ],
  'docs/commands.md': [
    `over ${(MAX_ARGUMENT_BYTES + 1) / 1024} KiB`,
    `over ${MAX_ANSWER_BYTES / MIB} MiB, or no output in it | repeatable: \`held\`, at most ${inWords(MAX_LATE_ANSWERS)} times`,
    `at most ${REST_PER_SECOND} a second`,
    `at most ${grouped(MAX_REST_ROWS)} runs`,
    `a path of more than ${MAX_REST_PATH_LENGTH} characters`,
    `a DAG id of more than ${MAX_REST_PATH_LENGTH - '/dags//dagRuns'.length}`,
    `first ${grouped(MAX_SHOWN_COMMAND_LENGTH)} characters`,
    `\`unknown\` after ${inWords(MAX_SENSELESS_ANSWERS)} tries`,
  ],
  'docs/design.md': [
    `token ${MINT_SECONDS} s + 2 × command + confirmation ${CONFIRM_SECONDS} s + ${MARGIN_SECONDS} s ≤ runner`,
    `${VISIBILITY_FACTOR} × runner ≤ visibility`,
    `(${CALL_MS / 1000} s each at most)`,
    `younger than ${TOKEN_MAX_AGE_MS / 1000} s`,
    `has left and ${VISIBILITY_GRACE_SECONDS} s`,
    `died fewer than ${inWords(MAX_CRASHES)} times`,
    `From the ${MAX_RECEIVES + 1}st the runner`,
    `${SQS_MAX_RECEIVES} (its largest)`,
    `else, after ${REST_SECONDS} s, repeatable: held`,
    `waits up to ${SQS_RETENTION_DAYS} days`,
  ],
  'docs/messages.md': [
    `growing to ${MAX_HOLD_SECONDS / 60} minutes`,
    `After ${inWords(MAX_HELD_MS / DAY_MS)} days, ${inWords(MAX_LATE_ANSWERS)} answers that came too late or ${inWords(MAX_SENSELESS_ANSWERS)} that made no sense`,
    `It is kept for ${MIN_RECORD_RETENTION_DAYS} days or longer`,
  ],
  'docs/runbook.md': [`after ${SQS_RETENTION_DAYS} days SQS forgets them`],
  'docs/schedules.md': [`${WINDOW.least} minute to ${WINDOW.most / 60} hours`],
  'docs/uploads.md': [
    `| ${RECONCILE_AFTER_MINUTES} minutes ago: what is younger may be on its way |`,
    `(${windowSeconds.least} second to ${windowSeconds.most / 3600} hours)`,
    `(${maxFiles.least} to ${grouped(maxFiles.most)}, ${grouped(maxFiles.byDefault)} by default)`,
  ],
};

it.each(
  Object.entries(SENTENCES).flatMap(([document, sentences]) =>
    sentences.map((sentence) => [document, sentence] as const),
  ),
)('%s says what the code does: %s', (document, sentence) => {
  // Where a line ends is no matter.
  const text = readFileSync(path.join(ROOT, document), 'utf8').replaceAll(/\s+/g, ' ');
  expect(text.includes(sentence)).toBe(true);
});
