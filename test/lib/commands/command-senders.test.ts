import { CfnParameter, Duration, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type IRole, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { describe, expect, it } from 'vitest';
import type { SenderGroup } from '../../../lambda/contract/senders';
import {
  AirflowCommand,
  CommandSender,
  type CommandSenderOptions,
  type MwaaCommandQueue,
} from '../../../lib';
import type { Intrinsic } from '../../../local/stack/intrinsics';
import { emptyStack, joined, propertiesOf, queueInStack } from '../../support/template';

const ID = 'AROAEXAMPLEROLE000001';
const OTHER_ID = 'AIDAEXAMPLEUSER000001';
const allowedCommands = ['dags trigger', 'dags unpause', 'version'];
const sender = CommandSender.uniqueId(ID);

function roleIn(stack: Stack, id = 'Sender'): Role {
  return new Role(stack, id, { assumedBy: new ServicePrincipal('codebuild.amazonaws.com') });
}

/** What the runner is told; nothing when it is not. */
function toldOf(stack: Stack): readonly SenderGroup[] | undefined {
  const [runner] = propertiesOf<{ Environment?: { Variables: Record<string, Intrinsic> } }>(
    Template.fromStack(stack),
    'AWS::Lambda::Function',
  ).filter(({ Environment }) => Environment?.Variables.MWAAQ_ALLOWED_COMMANDS !== undefined);
  const value = runner?.Environment?.Variables.MWAAQ_SENDERS;
  return value === undefined ? undefined : JSON.parse(joined(value));
}

/** The id of a role as `joined` shows it. */
function shown(stack: Stack, role: IRole | undefined): string | undefined {
  return role && joined(stack.resolve(CommandSender.role(role).senderId));
}

function addSources(stack: Stack, queue: MwaaCommandQueue) {
  const bucket = new Bucket(stack, 'Bucket');
  const upload = queue.addUploadTrigger('upload', { bucket, dagId: 'load' });
  const schedule = ScheduleExpression.rate(Duration.days(1));
  queue.addSchedule('nightly', { schedule, command: AirflowCommand.trigger('report') });
  const event = queue.addEventTrigger('event', {
    eventPattern: { source: ['shop'] },
    command: AirflowCommand.text('dags unpause orders'),
  });
  return { uploadRole: upload.handler.role, eventRole: event.handler.role };
}

describe('senders', () => {
  it('are not told to the runner unless they are given', () => {
    const { stack, queue } = queueInStack();
    addSources(stack, queue);
    expect(toldOf(stack)).toBeUndefined();
  });

  it('are told with their verbs, or with none for all', () => {
    const senders = [
      { sender, allowedCommands: ['version'] },
      { sender: CommandSender.uniqueId(OTHER_ID) },
    ];
    const { stack } = queueInStack({ allowedCommands, senders });
    expect(toldOf(stack)).toStrictEqual([{ ids: [ID], verbs: ['version'] }, { ids: [OTHER_ID] }]);
  });

  it('of the same verbs are told together', () => {
    const senders = [ID, OTHER_ID].map((id, i) => ({
      sender: CommandSender.uniqueId(id),
      allowedCommands: [allowedCommands.slice(1), allowedCommands.slice(1).toReversed()][i],
    })) as CommandSenderOptions[];
    const { stack } = queueInStack({ allowedCommands, senders });
    expect(toldOf(stack)).toStrictEqual([{ ids: [ID, OTHER_ID], verbs: allowedCommands.slice(1) }]);
  });

  it('may be none: then only the deployment’s own parts may send', () => {
    const { stack } = queueInStack({ senders: [] });
    expect(toldOf(stack)).toStrictEqual([]);
  });

  it('are joined by the triggers’ and the schedules’ own roles, whenever these are added', () => {
    const { stack, queue } = queueInStack({ allowedCommands, senders: [] });
    const { uploadRole, eventRole } = addSources(stack, queue);
    const [first, second, ...more] = toldOf(stack) ?? [];
    const scheduleRole = Object.keys(
      Template.fromStack(stack).findResources('AWS::IAM::Role', {
        Properties: {
          AssumeRolePolicyDocument: {
            Statement: [{ Principal: { Service: 'scheduler.amazonaws.com' } }],
          },
        },
      }),
    );
    expect(first).toStrictEqual({
      ids: [shown(stack, uploadRole), `<${scheduleRole[0]}.RoleId>`],
      verbs: ['dags trigger'],
    });
    expect(second).toStrictEqual({ ids: [shown(stack, eventRole)] });
    expect(more).toStrictEqual([]);
  });

  it('let the schedules, which have one role, send what all of them are for', () => {
    const { stack, queue } = queueInStack({ senders: [] });
    addSources(stack, queue);
    const schedule = ScheduleExpression.rate(Duration.days(1));
    queue.addSchedule('more', { schedule, command: AirflowCommand.text('version') });
    expect(toldOf(stack)?.map(({ verbs }) => verbs)).toStrictEqual([['dags trigger'], undefined]);
  });

  it('may be added after the queue, as one that is made with its URL', () => {
    const { stack, queue } = queueInStack({ senders: [{ sender }] });
    const role = roleIn(stack);
    queue.addSender({ sender: CommandSender.role(role), allowedCommands: ['version'] });
    expect(toldOf(stack)).toStrictEqual([
      { ids: [ID] },
      { ids: [shown(stack, role)], verbs: ['version'] },
    ]);
  });

  it('are refused with a verb that the queue does not allow', () => {
    const senders = [{ sender, allowedCommands: ['version', 'variables set'] }];
    expect(() => queueInStack({ allowedCommands, senders })).toThrow(
      `senders has ${ID} with "variables set", which the queue's allowedCommands do not have: they are dags trigger, dags unpause, version`,
    );
  });

  it('are refused with no verb', () => {
    expect(() => queueInStack({ senders: [{ sender, allowedCommands: [] }] })).toThrow(
      `senders has ${ID} with no allowedCommands: name at least one, or leave them out for all of the queue's`,
    );
  });

  it('are refused twice, also when one is added', () => {
    const message = `senders has ${ID} twice: name each once, with all its allowedCommands`;
    expect(() => queueInStack({ senders: [{ sender }, { sender }] })).toThrow(message);
    const { queue } = queueInStack({ senders: [{ sender }] });
    expect(() => queue.addSender({ sender: CommandSender.uniqueId(ID) })).toThrow(message);
  });

  it('cannot be added where any sender may send', () => {
    const { queue } = queueInStack();
    expect(() => queue.addSender({ sender })).toThrow(
      'addSender has no senders to add to: give the queue senders, for example []',
    );
  });

  it('that are too many for the runner’s variables are refused at synth', () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_, i) => ({
        sender: CommandSender.uniqueId(`AROA${String(i).padStart(17, '0')}`),
      }));
    const synthesize = (count: number) => {
      const { stack, queue } = queueInStack({ senders: many(count) });
      addSources(stack, queue);
      return () => Template.fromStack(stack);
    };
    expect(synthesize(115)).not.toThrow();
    expect(synthesize(120)).toThrow(
      /senders and the triggers' own roles have \d+ bytes as JSON: at most 2977 fit into the runner's variables/,
    );
  });
});

describe('A sender', () => {
  it.each([
    '',
    'ci',
    'arn:aws:iam::111122223333:role/ci',
    '111122223333',
    `${ID}:session`,
    `${ID}\n`,
    ID.toLowerCase(),
    'AROAEXAMPLE0001',
    'AKIAEXAMPLEKEY0000001',
    'AIPAEXAMPLEPROFILE001',
  ])('is none by %j', (id) => {
    expect(() => CommandSender.uniqueId(id)).toThrow(
      `the sender ${JSON.stringify(id)} is no unique id: give the unique id of a role (AROA…) or of a user (AIDA…)`,
    );
  });

  it.each([ID, OTHER_ID, 'AROAEXAMPLE00001'])('may be %s', (id) => {
    expect(CommandSender.uniqueId(id).senderId).toBe(id);
  });

  it('may be known only at deployment', () => {
    const stack = emptyStack();
    const id = new CfnParameter(stack, 'Id').valueAsString;
    expect(CommandSender.uniqueId(id).senderId).toBe(id);
  });

  it('is none by a role that is imported, and how to find its id is told', () => {
    const role = Role.fromRoleName(emptyStack(), 'Imported', 'data-platform');
    expect(() => CommandSender.role(role)).toThrow(
      'the role Stack/Imported is none that this app makes, so its unique id is not known: find it with "aws iam get-role --role-name … --query Role.RoleId", and give CommandSender.uniqueId("AROA…")',
    );
  });

  it('may be a role of another stack, on which the queue’s then depends', () => {
    const { stack, queue } = queueInStack({ senders: [] });
    const senders = new Stack(stack.node.root, 'Senders');
    queue.addSender({ sender: CommandSender.role(roleIn(senders)) });
    Template.fromStack(stack);
    expect(stack.dependencies).toStrictEqual([senders]);
  });
});
