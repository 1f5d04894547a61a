import { SendMessageCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { InternalError } from '../../lambda/contract/errors';
import { writeAsciiJson } from '../../lambda/contract/json';
import { ACCOUNT, REGION } from './account';
import type { BusEvent } from './bus-event';
import type { Matches } from './event-pattern';
import type { OnStackEvent } from './events';
import type { Tell } from './rule-input';

/** A rule of a bus, as the template declares it. */
export interface BusRule {
  readonly name: string;
  readonly matches: Matches;
  readonly targets: readonly BusRuleTarget[];
}

/** A rule's target: a queue, another bus, or a topic, which may be told in words. */
export type BusRuleTarget =
  | QueueTarget
  | { readonly busArn: string }
  | { readonly topicArn: string; readonly tell: Tell };

/** A queue that gets a rule's events. */
export interface QueueTarget {
  readonly queueUrl: string;
  /** Of a FIFO queue, which must deduplicate by content. */
  readonly messageGroupId?: string | undefined;
}

/** The event buses: the account's own, and those of the templates. They keep no event. */
export class EventBuses {
  private readonly rules = new Map<string, BusRule[]>([[busArn('default'), []]]);
  private sent: Promise<void> = Promise.resolve();

  constructor(
    private readonly sqs: SQSClient,
    private readonly onEvent: OnStackEvent,
  ) {}

  add(arn: string): void {
    this.rules.set(arn, []);
  }

  /** @throws Error when there is no such bus */
  addRule(arn: string, rule: BusRule): void {
    this.rulesOf(arn).push(rule);
  }

  /** @throws Error when there is no such bus */
  check(arn: string): void {
    this.rulesOf(arn);
  }

  /** Tells an event, and hands it to the targets of the rules that it matches. */
  put(arn: string, event: BusEvent): void {
    this.onEvent({ kind: 'announced', event });
    for (const { name, matches, targets } of this.rulesOf(arn)) {
      if (!matches(event)) continue;
      for (const target of targets) this.hand(event, name, target);
    }
  }

  /** To a queue in ASCII, for the SQS of this machine takes no character beyond U+FFFF. */
  private hand(event: BusEvent, ruleName: string, target: BusRuleTarget): void {
    if ('busArn' in target) this.put(target.busArn, event);
    else if ('queueUrl' in target) this.send(ruleName, target, writeAsciiJson(event));
    // Nobody on this machine is subscribed to a topic.
    else this.onEvent({ kind: 'published', to: target.topicArn, message: target.tell(event) });
  }

  /** Sends to a queue, after all that was to be sent before; tells when it cannot. */
  send(sender: string, { queueUrl, messageGroupId }: QueueTarget, body: string): void {
    const command = new SendMessageCommand({
      QueueUrl: queueUrl,
      MessageBody: body,
      MessageGroupId: messageGroupId,
    });
    this.sent = this.sent.then(async () => {
      try {
        await this.sqs.send(command);
      } catch (error) {
        this.onEvent({ kind: 'event-lost', sender, reason: (error as Error).message });
      }
    });
  }

  /** Waits until all has been sent. */
  async settle(): Promise<void> {
    await this.sent;
  }

  private rulesOf(arn: string): BusRule[] {
    const rules = this.rules.get(arn);
    if (rules === undefined) throw new InternalError(`there is no event bus ${arn}`);
    return rules;
  }
}

/** @param nameOrArn as rules and Pipes name a bus */
export function busArn(nameOrArn: string): string {
  if (nameOrArn.startsWith('arn:')) return nameOrArn;
  return `arn:aws:events:${REGION}:${ACCOUNT}:event-bus/${nameOrArn}`;
}
