import { Token } from 'aws-cdk-lib';
import { EventBus } from 'aws-cdk-lib/aws-events';
import { AccountPrincipal, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Construct } from 'constructs';
import { OBJECT_CREATED } from './upload-events';

/** The event bus that uploads in other accounts are told on. */
export class UploadEventBus extends Construct {
  public readonly bus: EventBus;

  private readonly accounts = new Set<string>();

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.bus = new EventBus(this, 'Bus', { description: 'Uploads in other accounts' });
  }

  /** Lets accounts put events of uploads, and no others, on the bus. */
  public admit(accounts: readonly string[]): void {
    for (const account of accounts) {
      if (this.accounts.has(account)) continue;
      this.accounts.add(account);
      this.bus.addToResourcePolicy(
        new PolicyStatement({
          // It is a construct's id as well, which must be known.
          sid: `Uploads${Token.isUnresolved(account) ? this.accounts.size : account}`,
          principals: [new AccountPrincipal(account)],
          actions: ['events:PutEvents'],
          resources: [this.bus.eventBusArn],
          conditions: {
            StringEquals: {
              'events:source': OBJECT_CREATED.source,
              'events:detail-type': OBJECT_CREATED.detailType,
            },
          },
        }),
      );
    }
  }
}
