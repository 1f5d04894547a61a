import { z } from 'zod';
import { ACCOUNT, ENVIRONMENT_NAME } from '../lib/checks/names';
import { Via } from '../lib/commands/via';
import { MAX_DRAIN } from '../lib/monitoring/drain-time';
import { RUNBOOK_URL_FORM } from '../lib/monitoring/runbook';
import { RECORD_RETENTION, RECORD_RETENTION_RULE } from '../lib/records/command-records';
import { LOG_RETENTION } from '../lib/storage/log-groups';
import { MANIFEST_RETENTION } from '../lib/uploads/upload-stores';
import { triggerConfig } from './command-config';
import { describeIssue, ruleOfIssue } from './describe-issue';
import { eventConfig, patternConfig } from './event-config';
import { numberIn } from './number-config';
import { scheduleConfig } from './schedule-config';
import { senderConfig } from './sender-config';
import { checkStackNames } from './stack-names';
import { batchConfig, uploadConfig, uploadName } from './upload-config';
import { text } from './values';
import { checkEndpointsOnce, vpcConfig } from './vpc-config';

/** The key of the one object in `cdk.json`'s context that the app reads. */
export const CONTEXT_KEY = 'mwaa-cli-queue';

const seconds = numberIn({ least: 1, unit: 'seconds' });

const timeouts = z.strictObject({
  command: seconds.optional(),
  runner: seconds.optional(),
  visibility: seconds.optional(),
});

const environment = z.strictObject({
  name: z.string().regex(ENVIRONMENT_NAME.pattern, ENVIRONMENT_NAME.rule),
  account: z.string().regex(ACCOUNT.pattern, ACCOUNT.rule).optional(),
  region: text.optional(),
  airflowVersion: text.optional(),
  allowedCommands: z.array(text).min(1).optional(),
  via: z.enum(Via, 'give "cli", "rest" or "auto"').optional(),
  airflowRole: text.optional(),
  senders: z.array(senderConfig).optional(),
  unknownDagPatience: seconds.optional(),
  timeouts: timeouts.default({}),
  vpc: vpcConfig.optional(),
  dashboard: z.boolean().optional(),
  maxDrainMinutes: numberIn(MAX_DRAIN).optional(),
  recordRetentionDays: numberIn(RECORD_RETENTION, RECORD_RETENTION_RULE).optional(),
  encryptionKeyArn: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-z-]{36}$/,
      'give the ARN of a key, not of an alias, for example "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"',
    )
    .optional(),
  logRetentionDays: z
    .number(LOG_RETENTION.rule)
    .refine((days) => LOG_RETENTION.days.includes(days), LOG_RETENTION.rule)
    .optional(),
  uploadManifestRetentionDays: numberIn(MANIFEST_RETENTION).optional(),
  uploads: z.array(uploadConfig).default([]),
  schedules: z.array(scheduleConfig).default([]),
  events: z.array(eventConfig).default([]),
});

const appConfig = z.strictObject({
  environments: z.array(environment).min(1, 'name at least one environment'),
  alarmTopicArn: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:[A-Za-z0-9_-]{1,256}$/,
      'give the ARN of a standard SNS topic, for example "arn:aws:sns:eu-central-1:123456789012:alarms"',
    )
    .optional(),
  runbookUrl: z.string().regex(RUNBOOK_URL_FORM.pattern, RUNBOOK_URL_FORM.rule).optional(),
});

export type EnvironmentConfig = z.infer<typeof environment>;
export type AppConfig = z.infer<typeof appConfig>;

/** What all environments have in common. */
export type SharedConfig = Omit<AppConfig, 'environments'>;

/**
 * Reads the app's configuration.
 *
 * @throws Error of one line: the path, what is wrong there, and what to do
 */
export function readConfig(context: unknown): AppConfig {
  if (context === undefined) {
    throw new Error(
      `the context has no "${CONTEXT_KEY}": add {"environments": [{"name": "MyEnvironment"}]}`,
    );
  }
  const parsed = appConfig.safeParse(context, { reportInput: true, error: ruleOfIssue });
  if (!parsed.success) {
    const faults = parsed.error.issues.map((one) => describeIssue(one, CONTEXT_KEY, allowedKeys));
    throw new Error(faults.join('; '));
  }
  checkUnique(parsed.data.environments, 'environments');
  checkStackNames(
    parsed.data.environments.map(({ name }) => name),
    CONTEXT_KEY,
  );
  checkEndpointsOnce(parsed.data.environments);
  for (const { name, schedules, uploads, events } of parsed.data.environments) {
    checkUnique(schedules, `schedules of environment ${name}`);
    checkUnique(events, `events of environment ${name}`);
    const named = uploads.map((one) => ({ name: uploadName(one) }));
    checkUnique(named, `uploads of environment ${name}`);
  }
  return parsed.data;
}

/** The keys that the schema has at a path. */
function allowedKeys(path: readonly PropertyKey[]): readonly string[] {
  const names = path.filter((part) => typeof part === 'string').join('.');
  const shapes: Readonly<Record<string, z.ZodObject>> = {
    '': appConfig,
    environments: environment,
    'environments.uploads': uploadConfig,
    'environments.uploads.batch': batchConfig,
    'environments.schedules': scheduleConfig,
    'environments.schedules.trigger': triggerConfig,
    'environments.senders': senderConfig,
    'environments.events': eventConfig,
    'environments.events.trigger': triggerConfig,
    'environments.events.pattern': patternConfig,
    'environments.timeouts': timeouts,
    'environments.vpc': vpcConfig,
  };
  return Object.keys(shapes[names]?.shape ?? {});
}

function checkUnique(named: readonly { readonly name: string }[], what: string): void {
  const names = named.map(({ name }) => name);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice === undefined) return;
  throw new Error(`${CONTEXT_KEY}: ${what} has "${twice}" twice: give each a name of its own`);
}
