import { z } from 'zod';
import { ENVIRONMENT_NAME } from '../lib/checks';
import { Via } from '../lib/commands/via';
import { MAX_DRAIN_MINUTES } from '../lib/monitoring/drain-time';
import { RUNBOOK_URL_FORM } from '../lib/monitoring/runbook';
import { RECORD_RETENTION } from '../lib/records/command-records';
import { LOG_RETENTION } from '../lib/storage/log-groups';
import { triggerConfig } from './command-config';
import { eventConfig, patternConfig } from './event-config';
import { scheduleConfig } from './schedule-config';
import { senderConfig } from './sender-config';
import { batchConfig, uploadConfig, uploadName } from './upload-config';
import { checkEndpointsOnce, vpcConfig } from './vpc-config';

/** The key of the one object in `cdk.json`'s context that the app reads. */
export const CONTEXT_KEY = 'mwaa-cli-queue';

const seconds = z.int().positive();
const text = z.string().min(1);

const { least, most } = MAX_DRAIN_MINUTES;
const drainRule = `give whole minutes, ${least} to ${most}`;

const timeouts = z.strictObject({
  command: seconds.optional(),
  runner: seconds.optional(),
  visibility: seconds.optional(),
});

const environment = z.strictObject({
  name: z.string().regex(ENVIRONMENT_NAME.pattern, ENVIRONMENT_NAME.rule),
  account: z
    .string()
    .regex(/^\d{12}$/, 'give the 12 digits of an AWS account')
    .optional(),
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
  maxDrainMinutes: z.int().min(least, drainRule).max(most, drainRule).optional(),
  recordRetentionDays: z.int().min(RECORD_RETENTION.least, RECORD_RETENTION.rule).optional(),
  encryptionKeyArn: z
    .string()
    .regex(
      /^arn:aws[a-z-]*:kms:[a-z0-9-]+:\d{12}:key\/[0-9a-z-]{36}$/,
      'give the ARN of a key, not of an alias, for example "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab"',
    )
    .optional(),
  logRetentionDays: z
    .int()
    .refine((days) => LOG_RETENTION.days.includes(days), LOG_RETENTION.rule)
    .optional(),
  uploadManifestRetentionDays: z.int().positive().optional(),
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
  const parsed = appConfig.safeParse(context, { reportInput: true });
  if (!parsed.success) throw new Error(parsed.error.issues.map(describeIssue).join('; '));
  checkUnique(parsed.data.environments, 'environments');
  checkStackNames(parsed.data.environments);
  checkEndpointsOnce(parsed.data.environments);
  for (const { name, schedules, uploads, events } of parsed.data.environments) {
    checkUnique(schedules, `schedules of environment ${name}`);
    checkUnique(events, `events of environment ${name}`);
    const named = uploads.map((one) => ({ name: uploadName(one) }));
    checkUnique(named, `uploads of environment ${name}`);
  }
  return parsed.data;
}

function describeIssue(issue: z.core.$ZodIssue): string {
  const path = [CONTEXT_KEY, ...issue.path.map(String)].reduce((all, part) =>
    /^\d+$/.test(part) ? `${all}[${part}]` : `${all}.${part}`,
  );
  if (issue.code === 'unrecognized_keys') {
    const keys = issue.keys.map((key) => `"${key}"`).join(', ');
    return `${path} has the unknown ${issue.keys.length === 1 ? 'key' : 'keys'} ${keys}: allowed are ${allowedKeys(issue.path).join(', ')}`;
  }
  if (issue.code === 'invalid_type' && issue.input === undefined) {
    return `${path} is missing: give ${/^[aeiou]/.test(issue.expected) ? 'an' : 'a'} ${issue.expected}`;
  }
  // What is wrong with an object as a whole is told without all that stands in it.
  if (issue.code === 'custom' && typeof issue.input === 'object') return `${path} ${issue.message}`;
  return `${path} is ${JSON.stringify(issue.input)}: ${issue.message}`;
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

/** Stack names have no underscore. */
export function stackName(environmentName: string): string {
  return `mwaaq-${environmentName.replaceAll('_', '-')}`;
}

function checkStackNames(environments: readonly EnvironmentConfig[]): void {
  const byStack = new Map<string, string>();
  for (const { name } of environments) {
    const stack = stackName(name);
    const other = byStack.get(stack);
    if (other !== undefined) {
      throw new Error(
        `${CONTEXT_KEY}: environments has "${other}" and "${name}", whose stacks would both be ${stack}: put one of them into an app of its own, in another account or region, or use MwaaCommandQueue in a stack of your own`,
      );
    }
    byStack.set(stack, name);
  }
}
