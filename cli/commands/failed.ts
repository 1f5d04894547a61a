import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import { act } from '../act';
import {
  createDeadLetterQueue,
  type DeadLetterQueue,
  type TakenDeadLetter,
} from '../adapters/dead-letter-queue';
import type { ListedRecord } from '../adapters/records';
import type { Cli, Here } from '../cli';
import { confirm } from '../confirm';
import { EXIT, usageError } from '../exit';
import { describeDeadLetters } from '../failed-text';
import { oneLine } from '../format';
import { take } from '../take';
import type { Terminal } from '../terminal';
import { type WorkedOff, workOff } from '../work-off';
import { showRecord } from './show';

interface Chosen {
  readonly all?: true;
  readonly yes?: true;
}

/** `mwaaq failed`: the commands that ended in the dead-letter queue. */
export function addFailed(program: Command, terminal: Terminal): void {
  const failed = program
    .command('failed')
    .summary('list, show, retry or drop commands in the dead-letter queue')
    .description(
      'Works with the dead letters: commands that failed, were refused, or may or may not have run.',
    );
  failed
    .command('list', { isDefault: true })
    .description('Lists the dead letters with their reasons, the latest first.')
    .action(act(terminal, list));
  failed
    .command('show')
    .description('Shows all that is known of one, as "mwaaq show" does.')
    .argument('<id>')
    .action(act(terminal, showRecord));
  const choose = (name: string, description: string) =>
    failed
      .command(name)
      .description(description)
      .argument('[id...]', 'the commands’ ids')
      .option('--all', 'all there are')
      .option('-y, --yes', 'do not ask');
  choose('retry', 'Sends dead letters back, to be run again: each in its turn, once.').action(
    act(terminal, retry),
  );
  choose('drop', 'Deletes dead letters. Their records stay, and no longer count as failed.').action(
    act(terminal, drop),
  );
}

async function list(cli: Cli): Promise<number> {
  const found = await deadLettersOf(await cli.here());
  cli.show(found, () =>
    found.length === 0 ? 'no dead letters' : describeDeadLetters(found, cli.terminal),
  );
  return EXIT.succeeded;
}

async function retry(cli: Cli, ids: string[], options: Chosen): Promise<number> {
  const here = await cli.here();
  const chosen = choose(ids, options);
  const known = await deadLettersOf(here);
  const risky = known.filter(
    ({ id, outcome }) => outcome === 'unknown' && (chosen === undefined || chosen.includes(id)),
  );
  if (risky.length > 0) {
    const which = risky.map(({ id, command = '' }) => `  ${id}  ${oneLine(command)}`).join('\n');
    const question = `These may have run already, and would then run twice (look in Airflow first):\n${which}\nRun them again?`;
    if (!(await confirm(cli.terminal, question, options.yes))) return EXIT.usage;
  }
  const agreed = new Set(risky.map(({ id }) => id));
  const queue = queueOf(here);
  const result = await workOff(queue, {
    ids: chosen,
    // The list of records may be late, or have forgotten: what was not asked about is not run again.
    mayDo: ({ id = '', mayHaveRun }) => !mayHaveRun || options.yes === true || agreed.has(id),
    each: (one) => queue.retry(one),
  });
  return finish(cli, 'sent back', result);
}

async function drop(cli: Cli, ids: string[], options: Chosen): Promise<number> {
  const here = await cli.here();
  const chosen = choose(ids, options);
  const what = chosen === undefined ? 'all dead letters' : chosen.join(', ');
  const question = `Delete ${what} of ${here.deployment.environmentName}? They can then not be retried.`;
  if (!(await confirm(cli.terminal, question, options.yes))) return EXIT.usage;
  const queue = queueOf(here);
  const each = async (one: TakenDeadLetter) => {
    const { id, attempts } = one;
    // First: what is still in the queue can be dropped again, and what is gone from it cannot.
    if (id !== undefined && attempts !== undefined) {
      await here.records.forgetDeadLetter(id, attempts);
    }
    await queue.drop(one);
  };
  const result = await workOff(queue, { ids: chosen, each });
  return finish(cli, 'dropped', result);
}

/** @returns nothing for all */
function choose(ids: readonly string[], { all }: Chosen): readonly string[] | undefined {
  if (all === true && ids.length > 0) throw usageError('give ids or --all, not both');
  if (all !== true && ids.length === 0) {
    throw usageError('give the ids of dead letters ("mwaaq failed list"), or --all');
  }
  return all === true ? undefined : ids;
}

function finish(cli: Cli, what: string, { done, missing, left }: WorkedOff): number {
  cli.show(
    { done, missing, left },
    () => `${done.length} ${what}${done.map((id) => `\n  ${id}`).join('')}`,
  );
  if (missing.length > 0) {
    cli.terminal.say(
      `mwaaq: not in the dead-letter queue: ${missing.join(', ')}: deleted, sent back already, or just looked at by somebody else, for two minutes`,
    );
  }
  if (left.length > 0) {
    cli.terminal.say(
      `mwaaq: may have run already, and left where they are: ${left.join(', ')}: look in Airflow, then retry them with --yes`,
    );
  }
  return missing.length + left.length === 0 ? EXIT.succeeded : EXIT.trouble;
}

function queueOf({ deployment, aws }: Here): DeadLetterQueue {
  return createDeadLetterQueue(aws.sqs(), deployment.deadLetterQueueUrl, deployment, randomUUID);
}

async function deadLettersOf({ records, deployment }: Here): Promise<readonly ListedRecord[]> {
  return take(records.deadLetters(deployment.environmentName));
}
