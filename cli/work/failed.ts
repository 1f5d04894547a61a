import { deadLetterQueueOf, type TakenDeadLetter } from '../adapters/dead-letter-queue';
import { type ListedRecord, recordsOf } from '../adapters/records';
import type { Cli } from '../cli';
import { EXIT, usageError } from '../exit';
import type { Here } from '../here';
import { describeDeadLetters } from '../queue/failed-text';
import { take } from '../queue/take';
import { type WorkedOff, workOff } from '../queue/work-off';
import { confirm } from '../terminal/confirm';
import { oneLine } from '../terminal/format';

interface Chosen {
  readonly all?: true;
  readonly yes?: true;
}

export async function list(cli: Cli): Promise<number> {
  const found = await deadLettersOf(await cli.here());
  cli.show(found, () =>
    found.length === 0 ? 'no dead letters' : describeDeadLetters(found, cli.terminal),
  );
  return EXIT.succeeded;
}

export async function retry(cli: Cli, ids: string[], options: Chosen): Promise<number> {
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
  const queue = deadLetterQueueOf(here);
  const result = await workOff(queue, {
    ids: chosen,
    // The list of records may be late, or have forgotten: what was not asked about is not run again.
    mayDo: ({ id = '', mayHaveRun }) => !mayHaveRun || options.yes === true || agreed.has(id),
    each: (one) => queue.retry(one),
  });
  return finish(cli, 'sent back', result);
}

export async function drop(cli: Cli, ids: string[], options: Chosen): Promise<number> {
  const here = await cli.here();
  const chosen = choose(ids, options);
  const what = chosen === undefined ? 'all dead letters' : chosen.join(', ');
  const question = `Delete ${what} of ${here.deployment.environmentName}? They can then not be retried.`;
  if (!(await confirm(cli.terminal, question, options.yes))) return EXIT.usage;
  const queue = deadLetterQueueOf(here);
  const records = recordsOf(here);
  const each = async (one: TakenDeadLetter) => {
    const { id, attempts } = one;
    // First: what is still in the queue can be dropped again, and what is gone from it cannot.
    if (id !== undefined && attempts !== undefined) {
      await records.forgetDeadLetter(id, attempts);
    }
    await queue.drop(one);
  };
  const result = await workOff(queue, { ids: chosen, each });
  return finish(cli, 'dropped', result);
}

/** @returns nothing for all */
function choose(ids: readonly string[], { all }: Chosen): readonly string[] | undefined {
  if (all === true && ids.length > 0)
    throw usageError('ids and --all are both given: give one of them');
  if (all !== true && ids.length === 0) {
    throw usageError(
      'neither ids nor --all is given: give the ids of dead letters ("mwaaq failed list"), or --all',
    );
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

async function deadLettersOf(here: Here): Promise<readonly ListedRecord[]> {
  return take(recordsOf(here).deadLetters(here.deployment.environmentName));
}
