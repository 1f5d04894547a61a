import { KNOWN_DAG } from '../mwaa/airflow';
import type { World } from '../world';
import type { Ending } from './history';

/** No command comes to nothing because it was written for another version than the environment has. */
export function checkUnderstood(ending: Ending, world: World): void {
  checkFailed(ending, world);
  checkVersion(ending, world);
}

/** A trigger that every Airflow can take fails only after some trouble, which a wrong version that is told is, too. */
function checkFailed({ record }: Ending, { history, watch }: World): void {
  const { id, messageId, outcome, dagId, reason, command = '' } = record;
  if (outcome !== 'failed' || dagId !== KNOWN_DAG || command.includes('--logical-date')) return;
  if (!history.troubled.has(messageId)) {
    watch.blame('outcome', `${id} failed without any trouble: ${reason}`);
  }
}

/** None ends by a version that the environment had before: neither not understood, nor refused. */
function checkVersion({ record, at }: Ending, { setting, versions, watch }: World): void {
  const { id, outcome, reason = '', startedAt } = record;
  if (setting.tellsVersion || outcome === 'succeeded') return;
  const times = [Date.parse(startedAt), at];
  const all = new Set(times.flatMap((time) => [versions.toldAt(time), versions.at(time)]));
  if (all.size > 1) return; // it was decided in between, before or after the upgrade
  const [, believed] = /this environment runs (\d+\.\d+)/.exec(reason) ?? [];
  const isTrue = believed === undefined || versions.at(at).startsWith(`${believed}.`);
  if (isTrue && !reason.includes('did not understand')) return;
  watch.blame('outcome', `${id} ended ${outcome} by a version of before: ${reason}`);
}
