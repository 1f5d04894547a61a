import { duration, oneLine, wrap } from '../terminal/format';
import { look, type Terminal } from '../terminal/terminal';
import type { Status } from './status';

/** A status as a person reads it. */
export function describeStatus(status: Status, terminal: Terminal): string {
  const { environment, stack, waiting, inFlight, deadLetters, lastHour } = status;
  const lines: readonly (readonly [string, string | undefined])[] = [
    ['commands', commandsIn(status, terminal)],
    [
      'waiting',
      `${waiting}${waiting + inFlight === 0 ? '' : `, done in about ${duration(status.secondsToDrain)}`}`,
    ],
    ['at work', describeFirst(status)],
    [
      'trouble',
      status.trouble &&
        look(`${oneLine(status.trouble.reason)} (since ${status.trouble.since})`, 'red', terminal),
    ],
    ['dead letters', look(String(deadLetters), deadLetters === 0 ? 'green' : 'red', terminal)],
    ['last', describeLast(status)],
    ['rate', `${lastHour} in the last hour, ${duration(status.secondsPerCommand)} each`],
  ];
  const known = lines.flatMap(([name, value]) =>
    value ? [`  ${name.padEnd(13)} ${wrap(value, terminal.columns, 16)}`] : [],
  );
  return [`${look(environment, 'bold', terminal)} (${stack})`, ...known].join('\n');
}

function commandsIn(
  { polling, pollingChangedAt, pollingUnknown = '', environment }: Status,
  terminal: Terminal,
): string {
  switch (polling) {
    case 'on':
      return look('run', 'green', terminal);
    case 'off': {
      const since = pollingChangedAt === undefined ? '' : ` since ${pollingChangedAt}`;
      return `${look(`held for maintenance${since}`, 'magenta', terminal)}: "mwaaq release ${environment}" lets them run`;
    }
    case 'changing':
      return look('being held or released', 'magenta', terminal);
    case 'unknown':
      return look(`unknown: ${oneLine(pollingUnknown)}`, 'magenta', terminal);
  }
}

function describeFirst({ first }: Status): string | undefined {
  if (first === undefined) return undefined;
  const age = duration((Date.now() - Date.parse(first.sentAt)) / 1000);
  const why = first.state === 'held' ? `, held: ${first.reason ?? ''}` : '';
  return oneLine(`${first.command ?? first.id}, sent ${age} ago${why}`);
}

function describeLast({ last }: Status): string | undefined {
  const counts = Object.entries(last).map(([outcome, count]) => `${count} ${outcome}`);
  return counts.length === 0 ? undefined : counts.join(', ');
}
