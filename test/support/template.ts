import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { IRole } from 'aws-cdk-lib/aws-iam';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { DISABLE_ASSET_STAGING_CONTEXT } from 'aws-cdk-lib/cx-api';
import { MwaaCommandQueue, type MwaaCommandQueueProps } from '../../lib';
import { type Intrinsic, resolve } from '../../local/stack/intrinsics';
import { temporaryFolder } from './temporary-folder';

export const ENVIRONMENT = 'MyEnvironment';

/**
 * An app that synthesizes no more than its templates. CDK's own rules, a second to load, are left to the test of the
 * app; a copy of the bundles and a stack trace for each construct would take a third of the time.
 */
export function quickApp(): App {
  return new App({
    outdir: temporaryFolder(),
    analyticsReporting: false,
    builtinCloudFormationValidation: false,
    stackTraces: false,
    treeMetadata: false,
    context: { [DISABLE_ASSET_STAGING_CONTEXT]: true },
  });
}

/** A stack of its own. */
export function emptyStack(): Stack {
  return new Stack(quickApp(), 'Stack');
}

/** A stack with one queue, for `MyEnvironment` unless the props say otherwise. */
export function queueInStack(props: Partial<MwaaCommandQueueProps> = {}) {
  const stack = emptyStack();
  const queue = new MwaaCommandQueue(stack, 'Queue', { environmentName: ENVIRONMENT, ...props });
  return { stack, queue };
}

/** The template of a stack with one queue. */
export function queueTemplate(props: Partial<MwaaCommandQueueProps> = {}): Template {
  return Template.fromStack(queueInStack(props).stack);
}

/** The properties of each resource of a type. */
export function propertiesOf<T>(template: Template, type: string): readonly T[] {
  return Object.values(template.findResources(type)).map(({ Properties }) => Properties as T);
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** All that a role's policies in a stack say, CloudFormation's functions left as they are. */
export function statementsOf(stack: Stack, role: IRole | undefined): readonly Statement[] {
  const name = JSON.stringify(stack.resolve(role?.roleName));
  return propertiesOf<{ PolicyDocument: { Statement: Statement[] }; Roles: unknown[] }>(
    Template.fromStack(stack),
    'AWS::IAM::Policy',
  )
    .filter(({ Roles }) => Roles.some((r) => JSON.stringify(r) === name))
    .flatMap(({ PolicyDocument }) => PolicyDocument.Statement);
}

/** What lets a function write its own log, and no other. */
export function logStatement(stack: Stack, { logGroup }: LambdaFunction): Statement {
  return {
    Effect: 'Allow',
    Action: ['logs:CreateLogStream', 'logs:PutLogEvents'],
    Resource: stack.resolve(logGroup.logGroupArn),
  };
}

/** What lets a function's mapping receive from a queue, and delete there. */
export function consumeStatement(stack: Stack, { queueArn }: IQueue): Statement {
  return {
    Effect: 'Allow',
    Action: [
      'sqs:ReceiveMessage',
      'sqs:ChangeMessageVisibility',
      'sqs:GetQueueUrl',
      'sqs:DeleteMessage',
      'sqs:GetQueueAttributes',
    ],
    Resource: stack.resolve(queueArn),
  };
}

/** A text of a template with its functions run; a reference stands as `<logical id>`. */
export function joined(value: Intrinsic): string {
  return String(
    resolve(value, { ref: (id) => `<${id}>`, attribute: (id, name) => `<${id}.${name}>` }),
  );
}
