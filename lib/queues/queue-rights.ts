import { type IGrantable, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { grantKey } from '../keys/key-rights';

/** Allows sending to queues, and nothing else of them. */
export function allowSend(grantee: IGrantable, ...queues: IQueue[]): void {
  grantee.grantPrincipal.addToPrincipalPolicy(
    new PolicyStatement({
      actions: ['sqs:SendMessage'],
      resources: queues.map(({ queueArn }) => queueArn),
    }),
  );
  allowKeys(grantee, ...queues);
}

/** Allows what sending to queues takes of their keys, if they have any. */
export function allowKeys(grantee: IGrantable, ...queues: IQueue[]): void {
  const keys = new Set(queues.flatMap(({ encryptionMasterKey }) => encryptionMasterKey ?? []));
  for (const key of keys) grantKey(key, grantee, 'sqs', 'send');
}
