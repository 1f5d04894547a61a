import { Lazy } from 'aws-cdk-lib';
import type { Function as LambdaFunction } from 'aws-cdk-lib/aws-lambda';
import { CfnQueryDefinition } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { type LogQuery, QUERIES } from './log-queries';

/** One query looks into at most so many log groups (CloudWatch Logs User Guide, "CloudWatch Logs quotas"). */
const MAX_LOG_GROUPS = 50;

export interface CommandQueriesProps {
  /** The environment's name, by which its queries are grouped. */
  readonly environmentName: string;
  readonly runner: LambdaFunction;
}

/** Saved queries of the functions' logs, in CloudWatch's Logs Insights. */
export class CommandQueries extends Construct {
  private readonly runner: LambdaFunction;
  private readonly triggers: LambdaFunction[] = [];
  private readonly uploadTriggers: LambdaFunction[] = [];

  constructor(scope: Construct, id: string, { environmentName, runner }: CommandQueriesProps) {
    super(scope, id);
    this.runner = runner;
    for (const query of QUERIES) {
      new CfnQueryDefinition(this, query.id, {
        name: `mwaa-cli-queue/${environmentName}/${query.name}`,
        queryString: query.text,
        logGroupNames: Lazy.list({ produce: () => this.logGroupsOf(query) }),
      });
    }
  }

  /** Looks into the log of an upload trigger, too. */
  public addUploadTrigger(handler: LambdaFunction): void {
    this.uploadTriggers.push(handler);
    this.triggers.push(handler);
  }

  /** Looks into the log of an event trigger, too. */
  public addEventTrigger(handler: LambdaFunction): void {
    this.triggers.push(handler);
  }

  private logGroupsOf({ of }: LogQuery): string[] {
    const triggers = { runner: [], uploads: this.uploadTriggers, all: this.triggers }[of];
    return [this.runner, ...triggers]
      .slice(0, MAX_LOG_GROUPS)
      .map(({ logGroup }) => logGroup.logGroupName);
  }
}
