import { describe, expect, it } from 'vitest';
import { readConfig } from '../../app/config';
import { refusalOf, withEnvironment } from '../support/config';

const upload = { dagId: 'd' };
const schedule = { name: 's', expression: 'rate(1 day)', command: 'version' };

describe('a configuration', () => {
  it('needs no more than the name of one environment', () => {
    expect(readConfig({ environments: [{ name: 'MyEnvironment' }] })).toEqual({
      environments: [
        { name: 'MyEnvironment', timeouts: {}, uploads: [], schedules: [], events: [] },
      ],
    });
  });

  it('may set all there is', () => {
    const environment = {
      name: 'my_env',
      account: '012345678901',
      region: 'eu-central-1',
      airflowVersion: '2.11.2',
      allowedCommands: ['dags list'],
      via: 'auto',
      airflowRole: 'Op',
      timeouts: { command: 30, runner: 120, visibility: 720 },
      vpc: { vpcId: 'vpc-0123456789abcdef0', subnetIds: ['subnet-01234567'] },
      dashboard: false,
      maxDrainMinutes: 90,
      recordRetentionDays: 365,
      unknownDagPatience: 300,
      encryptionKeyArn:
        'arn:aws:kms:eu-central-1:012345678901:key/1234abcd-12ab-34cd-56ef-1234567890ab',
      logRetentionDays: 400,
      uploadManifestRetentionDays: 7,
      uploads: [
        { bucketName: 'b', prefix: 'in/', suffix: '.csv', dagId: 'd' },
        {
          name: 'sales',
          dagId: 'd',
          keyPattern: 'sales/{date}/*.csv',
          folderMarkers: true,
          emptyObjects: false,
          conf: { day: '{date}', deep: [{ n: 1.5 }, null, true] },
          batch: { windowSeconds: 60, maxFiles: 10, groupBy: 'date' },
          sourceAccounts: ['012345678901'],
          viaEventBridge: true,
        },
        { name: 'marked', dagId: 'd', marker: '_SUCCESS' },
      ],
      schedules: [{ ...schedule, timeZone: 'Europe/Berlin' }],
      events: [{ name: 'e', pattern: { source: ['aws.ec2'] }, command: 'version' }],
    };

    const alarmTopicArn = 'arn:aws-cn:sns:cn-north-1:012345678901:on-call_team';
    const runbookUrl = 'https://wiki.example.com/airflow?page=queue';
    const config = { environments: [environment], alarmTopicArn, runbookUrl };

    expect(readConfig(config)).toEqual(config);
  });

  it.each(['rate(5 minutes)', 'cron(0 6 * * ? *)', 'at(2026-11-22T06:00:00)'])(
    'may schedule at %s',
    (expression) => {
      const config = withEnvironment({ schedules: [{ ...schedule, expression }] });

      expect(readConfig(config).environments[0]?.schedules[0]?.expression).toBe(expression);
    },
  );

  it('may use one schedule name in two environments', () => {
    const environments = ['One', 'Other'].map((name) => ({ name, schedules: [schedule] }));

    expect(() => readConfig({ environments })).not.toThrow();
  });
});

const ENVIRONMENT_KEYS =
  'name, account, region, airflowVersion, allowedCommands, via, airflowRole, senders, unknownDagPatience, timeouts, vpc, dashboard, maxDrainMinutes, recordRetentionDays, encryptionKeyArn, logRetentionDays, uploadManifestRetentionDays, uploads, schedules, events';

describe('an unknown key is refused with its path and the keys there are', () => {
  it.each<[string, unknown, string]>([
    [
      'at the top',
      { environments: [{ name: 'E' }], environment: [] },
      'mwaa-cli-queue has the unknown key "environment": allowed are environments, alarmTopicArn, runbookUrl',
    ],
    [
      'in an environment',
      withEnvironment({ uploadz: [] }),
      `mwaa-cli-queue.environments[0] has the unknown key "uploadz": allowed are ${ENVIRONMENT_KEYS}`,
    ],
    [
      'in an upload',
      withEnvironment({ uploads: [upload, { ...upload, bucket: 'b' }] }),
      'mwaa-cli-queue.environments[0].uploads[1] has the unknown key "bucket": allowed are name, bucketName, prefix, suffix, keyPattern, marker, folderMarkers, emptyObjects, dagId, conf, batch, sourceAccounts, viaEventBridge',
    ],
    [
      "in an upload's batch",
      withEnvironment({ uploads: [{ ...upload, batch: { window: 5 } }] }),
      'mwaa-cli-queue.environments[0].uploads[0].batch.windowSeconds is missing: give whole seconds, at least 1; mwaa-cli-queue.environments[0].uploads[0].batch has the unknown key "window": allowed are windowSeconds, maxFiles, groupBy',
    ],
    [
      'in a schedule',
      withEnvironment({ schedules: [{ ...schedule, timezone: 'UTC' }] }),
      'mwaa-cli-queue.environments[0].schedules[0] has the unknown key "timezone": allowed are name, expression, timeZone, command, trigger, start, end, flexibleWindowMinutes, paused, expiresAfterMinutes',
    ],
    [
      'in the time-outs',
      withEnvironment({ timeouts: { cmd: 1, run: 2 } }),
      'mwaa-cli-queue.environments[0].timeouts has the unknown keys "cmd", "run": allowed are command, runner, visibility',
    ],
  ])('such as one %s', (_, config, message) => {
    expect(refusalOf(config)).toBe(message);
  });
});

describe('what is missing is named', () => {
  it.each<[string, unknown, string]>([
    [
      'all of it',
      undefined,
      'the context has no "mwaa-cli-queue": add {"environments": [{"name": "MyEnvironment"}]}',
    ],
    ['environments', {}, 'mwaa-cli-queue.environments is missing: give a list'],
    [
      'an environment',
      { environments: [] },
      'mwaa-cli-queue.environments is []: name at least one environment',
    ],
    [
      "an environment's name",
      { environments: [{ name: 'E' }, {}] },
      'mwaa-cli-queue.environments[1].name is missing: give a text',
    ],
    [
      "an upload's DAG",
      withEnvironment({ uploads: [{}] }),
      'mwaa-cli-queue.environments[0].uploads[0].dagId is missing: give a text',
    ],
  ])('such as %s', (_, config, message) => {
    expect(refusalOf(config)).toBe(message);
  });
});

describe('a wrong value is refused with its path and the fix', () => {
  it.each<[object | string, string]>([
    ['MyEnvironment', ' is "MyEnvironment": give an object'],
    [{ environments: 'E' }, '.environments is "E": give a list'],
    [withEnvironment({ name: 7 }), '.environments[0].name is 7: give a text'],
    [
      withEnvironment({ name: 'my env' }),
      '.environments[0].name is "my env": use 1 to 80 of A-Z a-z 0-9 _ -, the first a letter',
    ],
    [
      withEnvironment({ account: '1234' }),
      '.environments[0].account is "1234": give the 12 digits of an AWS account',
    ],
    [
      withEnvironment({ region: '' }),
      '.environments[0].region is "": give a text that is not empty',
    ],
    [withEnvironment({ airflowVersion: 2.11 }), '.environments[0].airflowVersion is 2.11: '],
    [withEnvironment({ allowedCommands: [] }), '.environments[0].allowedCommands is []: '],
    [withEnvironment({ allowedCommands: [1] }), '.environments[0].allowedCommands[0] is 1: '],
    [
      withEnvironment({ senders: [{ uniqueId: 'ci' }] }),
      '.environments[0].senders[0].uniqueId is "ci": give the unique id of a role (AROA…)',
    ],
    [
      withEnvironment({ senders: [{ uniqueId: 'AROAEXAMPLE00001', verbs: [] }] }),
      '.environments[0].senders[0] has the unknown key "verbs": allowed are uniqueId, allowedCommands',
    ],
    [withEnvironment({ timeouts: { command: 0 } }), '.environments[0].timeouts.command is 0: '],
    [withEnvironment({ timeouts: { runner: 1.5 } }), '.environments[0].timeouts.runner is 1.5: '],
    [
      withEnvironment({ unknownDagPatience: '5m' }),
      '.environments[0].unknownDagPatience is "5m": ',
    ],
    [
      withEnvironment({ recordRetentionDays: 29 }),
      '.environments[0].recordRetentionDays is 29: give whole days, at least 30: the commands queue and ',
    ],
    [
      withEnvironment({ recordRetentionDays: 30.5 }),
      '.environments[0].recordRetentionDays is 30.5: ',
    ],
    ...[
      'alarms',
      'arn:aws:sqs:eu-central-1:012345678901:alarms',
      'arn:aws:sns:eu-central-1:012345678901:alarms.fifo',
      'arn:aws:sns:eu-central-1:1234:alarms',
    ].map((alarmTopicArn): [object, string] => [
      { environments: [{ name: 'E' }], alarmTopicArn },
      `.alarmTopicArn is "${alarmTopicArn}": give the ARN of a standard SNS topic, for example "arn:aws:sns:eu-central-1:123456789012:alarms"`,
    ]),
    [withEnvironment({ uploads: [{ dagId: '' }] }), '.environments[0].uploads[0].dagId is "": '],
    [
      withEnvironment({ uploads: [{ ...upload, prefix: '' }] }),
      '.environments[0].uploads[0].prefix is "": ',
    ],
    ...(
      [
        [{ name: '' }, 'name is "": '],
        [{ folderMarkers: 'yes' }, 'folderMarkers is "yes": '],
        [{ conf: [] }, 'conf is []: '],
        [{ batch: { windowSeconds: 1.5 } }, 'batch.windowSeconds is 1.5: '],
        [{ batch: { windowSeconds: 5, maxFiles: '9' } }, 'batch.maxFiles is "9": '],
        [
          { sourceAccounts: [] },
          'sourceAccounts is []: name at least one account, or leave it out',
        ],
        [
          { sourceAccounts: ['1'] },
          'sourceAccounts[0] is "1": give the 12 digits of an AWS account',
        ],
        [{ viaEventBridge: 1 }, 'viaEventBridge is 1: '],
      ] as const
    ).map(([fields, message]): [object, string] => [
      withEnvironment({ uploads: [{ ...upload, ...fields }] }),
      `.environments[0].uploads[0].${message}`,
    ]),
    [
      withEnvironment({ uploads: [upload, { ...upload, batch: { windowSeconds: 5 } }] }),
      '.environments[0].uploads[1] has batch and no name: give it a name of its own and keep that, since the queue of its open batches goes with the name',
    ],
    [
      withEnvironment({ uploadManifestRetentionDays: 0 }),
      '.environments[0].uploadManifestRetentionDays is 0: ',
    ],
    [
      withEnvironment({ schedules: [{ ...schedule, expression: 'daily' }] }),
      '.environments[0].schedules[0].expression is "daily": give rate(…), cron(…) or at(…), for example "cron(0 6 * * ? *)"',
    ],
    [
      withEnvironment({ schedules: [{ ...schedule, timeZone: 'Mars/North' }] }),
      '.environments[0].schedules[0].timeZone is "Mars/North": give a time zone of the IANA database, for example "Europe/Berlin"',
    ],
  ])('such as that of %j', (config, message) => {
    const refusal = refusalOf(config);

    expect(refusal.startsWith(`mwaa-cli-queue${message}`), refusal).toBe(true);
    expect(refusal).not.toContain('\n');
  });

  it('and all wrong values at once, on one line', () => {
    const refusal = refusalOf({ environments: [{ name: '1' }, { nam: 'E' }], more: true });

    expect(refusal).toContain('.environments[0].name is "1": ');
    expect(refusal).toContain('; mwaa-cli-queue.environments[1].name is missing');
    expect(refusal).toContain('; mwaa-cli-queue.environments[1] has the unknown key "nam"');
    expect(refusal).toContain('; mwaa-cli-queue has the unknown key "more"');
    expect(refusal).not.toContain('\n');
  });
});

describe('what there can be only once', () => {
  it("refuses two environments of one name, since their stacks' names would be one", () => {
    expect(refusalOf({ environments: [{ name: 'E' }, { name: 'F' }, { name: 'E' }] })).toBe(
      'mwaa-cli-queue: environments has "E" twice: give each a name of its own',
    );
  });

  it('refuses two environments whose names differ by _ and - alone, for the same reason', () => {
    expect(refusalOf({ environments: [{ name: 'my_env' }, { name: 'my-env' }] })).toBe(
      'mwaa-cli-queue: environments has "my_env" and "my-env", whose stacks would both be mwaaq-my-env: put one of them into an app of its own, in another account or region, or use MwaaCommandQueue in a stack of your own',
    );
  });

  it.each([
    [[upload, upload], 'd'],
    [[{ ...upload, name: 'n' }, { dagId: 'n' }], 'n'],
  ])('refuses two uploads of one name, given or their DAG’s: %j', (uploads, name) => {
    expect(refusalOf(withEnvironment({ uploads }))).toBe(
      `mwaa-cli-queue: uploads of environment MyEnvironment has "${name}" twice: give each a name of its own`,
    );
  });

  it('refuses two schedules of one name in one environment', () => {
    expect(refusalOf(withEnvironment({ schedules: [schedule, schedule] }))).toBe(
      'mwaa-cli-queue: schedules of environment MyEnvironment has "s" twice: give each a name of its own',
    );
  });
});
