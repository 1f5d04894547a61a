import { Template } from 'aws-cdk-lib/assertions';
import { expect, it } from 'vitest';
import { exampleStack } from '../support/examples';
import { functionsOf, queueNotificationsOf, ruleTold } from '../support/uploads';

const stack = () => exampleStack('minimal', 'Minimal');

it('examples/minimal triggers the DAG for each file below orders/, and for no other', async () => {
  const minimal = await stack();

  expect(functionsOf(minimal)).toHaveLength(1);
  expect(ruleTold(minimal)).toMatchObject({
    name: 'orders',
    dagId: 'ingest_orders',
    prefix: 'orders/',
  });
  expect(queueNotificationsOf(minimal)).toMatchObject([
    {
      Events: ['s3:ObjectCreated:*'],
      Filter: { Key: { FilterRules: [{ Name: 'prefix', Value: 'orders/' }] } },
    },
  ]);
});

it('examples/minimal has a bucket that is encrypted and closed to the public, and logs who used it', async () => {
  const template = Template.fromStack(await stack());

  template.resourceCountIs('AWS::S3::Bucket', 2);
  template.allResourcesProperties('AWS::S3::Bucket', {
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [
        { ServerSideEncryptionByDefault: { SSEAlgorithm: 'AES256' } },
      ],
    },
    PublicAccessBlockConfiguration: { BlockPublicPolicy: true, RestrictPublicBuckets: true },
  });
  const [, { Properties } = {}] =
    Object.entries(template.findResources('AWS::S3::Bucket')).find(([id]) =>
      id.startsWith('Incoming'),
    ) ?? [];
  expect(Properties.LoggingConfiguration.DestinationBucketName).toEqual({
    Ref: expect.stringMatching(/^AccessLogs/),
  });
  // By the policy that the flag in cdk.json asks for: new buckets have no access control lists.
  expect(Properties).not.toHaveProperty('AccessControl');
});
