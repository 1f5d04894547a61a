import type { Way } from '../../../lambda/contract/via';
import type { Process } from '../aws/process';
import { type DeadlyFault, isDeadly } from '../script/faults';
import { wait } from '../time';
import type { World } from '../world';
import type { Posted } from './airflow';

/** A request that we gave up goes on for so long, in milliseconds. */
const LATER_MS = 20_000;

/** Something that Airflow is asked for, by the one way or the other. */
export interface Request<Done> {
  readonly way: Way;
  /** As the notes tell it. */
  readonly text: string;
  /** How long it takes when all is well, and how long we wait for it, in milliseconds. */
  readonly takesMs: number;
  readonly leftMs: number;
  /** What Airflow does. */
  readonly act: (posted: Posted) => Promise<Done>;
}

/** How a request comes to its end when the process that sent it lives on. */
export interface Course {
  /** Whether Airflow acts: never, while we wait, or once we have given up. */
  readonly runs: 'never' | 'in time' | 'later';
  /** When its end comes, in milliseconds; all that we wait at the latest. @default - when Airflow has acted */
  readonly lastsMs?: number;
}

/**
 * Sends one request of a process to Airflow.
 *
 * @param how what goes wrong with it, if anything
 * @returns what Airflow has done by then, if anything
 */
export async function ask<Done>(
  request: Request<Done>,
  how: string | undefined,
  course: Course,
  process: Process,
  world: World,
): Promise<Done | undefined> {
  if (process.isDead) return process.die();
  const { way, text } = request;
  const { watch, history, order } = world;
  world.checkWay(way, text, process);
  const flight = order.begin(process, text);
  if (how !== undefined) history.noteTrouble(process);
  noteBelief(process, world);
  watch.note(
    `${process.name}: ${way === 'cli' ? 'posts' : 'requests'} ${text}${how === undefined ? '' : ` (${how})`}`,
  );
  try {
    return await (isDeadly(how)
      ? endProcess(how, request, process)
      : follow(course, how, request, process, world));
  } finally {
    noteBelief(process, world);
    flight.end();
  }
}

/** It is trouble, too, that the deployment, or else MWAA, tells another version than Airflow has. */
function noteBelief(process: Process, { versions, history }: World): void {
  const told = process.deployment.airflowVersion ?? versions.toldAt(Date.now());
  if (told !== versions.now) history.noteTrouble(process);
}

async function follow<Done>(
  { runs, lastsMs }: Course,
  how: string | undefined,
  { way, act, leftMs, ...request }: Request<Done>,
  process: Process,
  world: World,
): Promise<Done | undefined> {
  const posted = postedBy(process);
  const takesMs = Math.min(request.takesMs, leftMs, lastsMs ?? leftMs);
  await process.wait(takesMs / 2);
  if (how?.startsWith('another client')) await world.airflow.triggerForAnother(way);
  const done = runs === 'in time' ? await act(posted) : undefined;
  if (lastsMs !== undefined) world.history.noteTrouble(process);
  if (runs === 'later') void wait(leftMs + LATER_MS).then(() => act(posted));
  await process.wait(Math.min(lastsMs ?? takesMs, leftMs) - takesMs / 2);
  return done;
}

async function endProcess(
  how: DeadlyFault,
  { act, takesMs }: Request<unknown>,
  process: Process,
): Promise<never> {
  if (how === 'process dies before it') return process.die();
  const posted = postedBy(process);
  await process.wait(takesMs / 2);
  await act(posted);
  return how === 'process dies after it' ? process.die() : process.freeze();
}

function postedBy({ current }: Process): Posted {
  return { messageId: current?.messageId, postedAt: Date.now() };
}
