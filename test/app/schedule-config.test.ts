import { describe, expect, it } from 'vitest';
import { environmentTemplate } from '../support/app';
import { refusalOf, withEnvironment } from '../support/config';
import { joined } from '../support/template';

const SCHEDULE = 'AWS::Scheduler::Schedule';
const DAILY = { name: 'daily', expression: 'cron(0 6 * * ? *)', command: 'version' };
const { command: _, ...NO_COMMAND } = DAILY;

const templateOf = (fields: object) =>
  environmentTemplate({ schedules: [{ ...DAILY, ...fields }] });

function bodyOf(schedule: object): unknown {
  const template = environmentTemplate({ schedules: [schedule] });
  const [resource] = Object.values(template.findResources(SCHEDULE));
  const input = JSON.parse(joined(resource?.Properties.Target.Input)) as {
    readonly MessageBody: string;
  };
  return JSON.parse(input.MessageBody);
}

describe('a schedule of the configuration', () => {
  it.each<[object, object]>([
    [{ start: '2030-01-01T00:00:00+01:00' }, { StartDate: '2029-12-31T23:00:00.000Z' }],
    [{ end: '2030-12-31T00:00:00Z' }, { EndDate: '2030-12-31T00:00:00.000Z' }],
    [{ paused: true }, { State: 'DISABLED' }],
    [{ paused: false }, { State: 'ENABLED' }],
    [{ timeZone: 'Europe/Berlin' }, { ScheduleExpressionTimezone: 'Europe/Berlin' }],
    [
      { flexibleWindowMinutes: 15 },
      { FlexibleTimeWindow: { Mode: 'FLEXIBLE', MaximumWindowInMinutes: 15 } },
    ],
    [{ expression: 'at(2030-01-01T06:00:00)' }, { ScheduleExpression: 'at(2030-01-01T06:00:00)' }],
  ])('may have %j', (fields, properties) => {
    templateOf(fields).hasResourceProperties(SCHEDULE, properties);
  });

  it('may expire', () => {
    expect(bodyOf({ ...DAILY, expiresAfterMinutes: 30 })).toMatchObject({
      command: 'version',
      expires: { after: 1800, since: '<aws.scheduler.scheduled-time>' },
    });
  });

  it('may trigger a DAG instead of naming a command', () => {
    const conf = { day: '{not a placeholder}' };

    expect(bodyOf({ ...NO_COMMAND, trigger: { dagId: 'd', conf } })).toMatchObject({
      trigger: { dagId: 'd', conf },
      id: 'daily/<aws.scheduler.scheduled-time>',
    });
  });

  it.each<[string, object, string]>([
    ['no command', NO_COMMAND, ' has none of command and trigger: give exactly one'],
    [
      'two commands',
      { ...DAILY, trigger: { dagId: 'd' } },
      ' has both of command and trigger: give exactly one',
    ],
    [
      'an unknown key of its trigger',
      { ...NO_COMMAND, trigger: { dagId: 'd', config: {} } },
      '.trigger has the unknown key "config": allowed are dagId, conf',
    ],
    [
      'a trigger without a DAG',
      { ...NO_COMMAND, trigger: {} },
      '.trigger.dagId is missing: give a text',
    ],
    [
      'a conf that is no object',
      { ...NO_COMMAND, trigger: { dagId: 'd', conf: [1] } },
      '.trigger.conf is [1]: give an object',
    ],
    [
      'a start without a time zone',
      { ...DAILY, start: '2030-01-01T00:00:00' },
      '.start is "2030-01-01T00:00:00": give ISO 8601 with a time zone, for example "2026-11-22T06:00:00Z"',
    ],
    [
      'an end that is no time',
      { ...DAILY, end: 'never' },
      '.end is "never": give ISO 8601 with a time zone, for example "2026-11-22T06:00:00Z"',
    ],
    [
      'an end before its start',
      { ...DAILY, start: '2030-01-02T00:00:00Z', end: '2030-01-01T00:00:00Z' },
      ' does not fit together: end is 2030-01-01T00:00:00.000Z: it must be after start, which is 2030-01-02T00:00:00.000Z',
    ],
    [
      'a start of a one-time schedule',
      { ...DAILY, expression: 'at(2030-01-01T06:00:00)', start: '2030-01-01T00:00:00Z' },
      ' does not fit together: start is 2030-01-01T00:00:00.000Z, and the schedule is at(2030-01-01T06:00:00): leave start out',
    ],
    ...[0, 1441].map((flexibleWindowMinutes): [string, object, string] => [
      `a window of ${flexibleWindowMinutes} minutes`,
      { ...DAILY, flexibleWindowMinutes },
      `.flexibleWindowMinutes is ${flexibleWindowMinutes}: give whole minutes, 1 to 1440`,
    ]),
    ['half minutes', { ...DAILY, expiresAfterMinutes: 1.5 }, '.expiresAfterMinutes is 1.5: '],
    [
      'an expiry that is no longer than its window',
      { ...DAILY, flexibleWindowMinutes: 30, expiresAfterMinutes: 30 },
      " does not fit together: expiresAfter is 1800 seconds: give seconds, 1860 (flexibleWindow 1800 s + Scheduler's own 60 s) to 1209600",
    ],
    ['a pause that is no switch', { ...DAILY, paused: 'yes' }, '.paused is "yes": '],
  ])('is refused with %s', (_, schedule, message) => {
    const refusal = refusalOf(withEnvironment({ schedules: [DAILY, { ...schedule, name: 's' }] }));

    const where = 'mwaa-cli-queue.environments[0].schedules[1]';
    expect(refusal.startsWith(`${where}${message}`), refusal).toBe(true);
    expect(refusal).not.toContain('\n');
  });

  it.each([0, 0.5, 1441])('is told of a window of %d minutes once', (flexibleWindowMinutes) => {
    const refusal = refusalOf(
      withEnvironment({ schedules: [{ ...DAILY, flexibleWindowMinutes }] }),
    );

    expect(refusal).toBe(
      `mwaa-cli-queue.environments[0].schedules[0].flexibleWindowMinutes is ${flexibleWindowMinutes}: give whole minutes, 1 to 1440`,
    );
  });
});
