import { Template } from 'aws-cdk-lib/assertions';
import { Role } from 'aws-cdk-lib/aws-iam';
import { describe, expect, it } from 'vitest';
import { RUNNER_VARIABLES } from '../../lambda/contract/environment-variables';
import type { Intrinsic } from '../../local/stack/intrinsics';
import { createExample, exampleStack } from '../support/examples';
import { joined, propertiesOf, statementsOf } from '../support/template';

const NEW = {};
const EXISTING = { githubProvider: 'existing' };

async function trustOf(context: object) {
  const template = Template.fromStack(await exampleStack('ci', 'Ci', context));
  const [role, ...others] = Object.entries(template.findResources('AWS::IAM::Role')).filter(
    ([id]) => id.startsWith('Workflows'),
  );
  expect(others).toEqual([]);
  return role?.[1].Properties.AssumeRolePolicyDocument.Statement;
}

describe("the workflows' role", () => {
  it.each([
    ['new', NEW, { Ref: expect.stringMatching(/^GitHub/) }],
    [
      'existing',
      EXISTING,
      {
        'Fn::Join': [
          '',
          [
            'arn:',
            { Ref: 'AWS::Partition' },
            ':iam::',
            { Ref: 'AWS::AccountId' },
            ':oidc-provider/token.actions.githubusercontent.com',
          ],
        ],
      },
    ],
  ])(
    'is for the main branch of one repository only, by a provider that is %s',
    async (_, context, Federated) => {
      expect(await trustOf(context)).toEqual([
        {
          Effect: 'Allow',
          Action: 'sts:AssumeRoleWithWebIdentity',
          Principal: { Federated },
          // Equal, not like: a pattern of sub could match a branch or a pull request of anyone's.
          Condition: {
            StringEquals: {
              'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
              'token.actions.githubusercontent.com:sub':
                'repo:my-organization/my-pipelines:ref:refs/heads/main',
            },
          },
        },
      ]);
    },
  );

  it('may have DAGs triggered and unpaused, and nobody else anything', async () => {
    const template = Template.fromStack(await exampleStack('ci', 'Ci'));

    const [told] = propertiesOf<{
      readonly Environment: { readonly Variables: Readonly<Record<string, Intrinsic>> };
    }>(template, 'AWS::Lambda::Function').flatMap(
      ({ Environment }) => Environment.Variables[RUNNER_VARIABLES.senders] ?? [],
    );
    expect(JSON.parse(joined(told ?? ''))).toEqual([
      {
        ids: [expect.stringMatching(/^<Workflows.+\.RoleId>$/)],
        verbs: ['dags trigger', 'dags unpause'],
      },
    ]);
  });

  it('may send commands and read records, and nothing more', async () => {
    const stack = await exampleStack('ci', 'Ci');
    const role = stack.node.findChild('Workflows') as Role;

    expect(role).toBeInstanceOf(Role);
    const queue = { 'Fn::GetAtt': [expect.stringMatching(/^QueueCommands/), 'Arn'] };
    const records = { 'Fn::GetAtt': [expect.stringMatching(/^QueueRecords/), 'Arn'] };
    const index = (name: string) => ({ 'Fn::Join': ['', [records, `/index/${name}`]] });
    expect(statementsOf(stack, role)).toEqual([
      {
        Effect: 'Allow',
        Action: ['sqs:SendMessage', 'sqs:GetQueueAttributes', 'sqs:GetQueueUrl'],
        Resource: queue,
      },
      {
        Effect: 'Allow',
        Action: ['dynamodb:GetItem', 'dynamodb:Query'],
        Resource: [records, index('history'), index('dead-letters')],
      },
    ]);
  });
});

describe('the provider', () => {
  it('trusts tokens of GitHub for AWS, and no others', async () => {
    const template = Template.fromStack(await exampleStack('ci', 'Ci'));

    template.resourcePropertiesCountIs(
      'AWS::IAM::OIDCProvider',
      {
        Url: 'https://token.actions.githubusercontent.com',
        ClientIdList: ['sts.amazonaws.com'],
      },
      1,
    );
  });

  it('is not made again where there is one', async () => {
    const template = Template.fromStack(await exampleStack('ci', 'Ci', EXISTING));

    template.resourceCountIs('AWS::IAM::OIDCProvider', 0);
  });

  it('is refused as anything else', async () => {
    await expect(createExample('ci', { githubProvider: true })).rejects.toThrow(
      'githubProvider is true: give "new" or "existing"',
    );
  });
});
