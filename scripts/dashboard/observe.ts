import type { SQSClient } from '@aws-sdk/client-sqs';
import { readMetrics } from '../../local/embedded-metrics';
import type { SynthesizedStack } from '../../local/stack/assembly';
import type { StackEvent } from '../../local/stack/events';
import { physicalNames } from '../../local/stack/physical';
import { measureQueue } from '../../local/stack/queue-state';
import { resourcesOf, type SynthesizedTemplate } from '../synthesized-template';
import { Figures } from './figures';

const SQS = 'AWS/SQS';
const LAMBDA = 'AWS/Lambda';
const PIPES = 'AWS/EventBridge/Pipes';

/** Measures a run of the local stack as CloudWatch would, as far as the local stack has it. */
export class Observer {
  readonly figures = new Figures();
  private readonly invocations = new Set<unknown>();
  /** What a resource is called in the template, by its physical name. */
  private readonly names: ReadonlyMap<string, string>;
  private readonly queues: readonly string[];
  private readonly pipe: string;

  constructor(template: SynthesizedTemplate, stack: SynthesizedStack) {
    const { ref } = physicalNames(stack, '');
    const named = resourcesOf(template).map(({ id, name }) => [ref(id), name] as const);
    this.names = new Map(named);
    const type = 'AWS::SQS::Queue';
    this.pipe = resourcesOf(template, 'AWS::Pipes::Pipe')[0]?.name ?? '';
    this.queues = resourcesOf(template, type).map(({ id }) => ref(id));
  }

  /** Takes what the stack tells. */
  readonly onEvent = (event: StackEvent): void => {
    if (event.kind === 'logged') this.logged(event.functionName, event.entry);
    if (event.kind === 'announced') this.count(PIPES, 'ExecutionFailed', this.pipe, 0);
    if (event.kind === 'function-failed')
      this.count(LAMBDA, 'Errors', this.nameOf(event.functionName), 1);
    if (event.kind === 'event-lost')
      this.count(PIPES, 'ExecutionFailed', this.nameOf(event.sender), 1);
  };

  /** Counts what the event source mappings receive, and how often in vain. */
  countPolls(client: SQSClient): void {
    client.middlewareStack.add((next) => async (call) => {
      const answer = await next(call);
      if ('WaitTimeSeconds' in call.input) this.polled(String(call.input.QueueUrl), answer.output);
      return answer;
    });
  }

  /** Looks at all queues. */
  async look(endpoint: string): Promise<void> {
    await Promise.all(this.queues.map((queue) => this.measure(endpoint, queue)));
  }

  private polled(queueUrl: string, output: object): void {
    const of = `${this.nameOf(new URL(queueUrl).pathname)}.QueueName`;
    const received = 'Messages' in output && Array.isArray(output.Messages) ? output.Messages : [];
    this.count(SQS, 'NumberOfMessagesReceived', of, received.length);
    this.count(SQS, 'NumberOfEmptyReceives', of, received.length === 0 ? 1 : 0);
  }

  private async measure(endpoint: string, queue: string): Promise<void> {
    const of = `${this.nameOf(queue)}.QueueName`;
    const { visible, inFlight, oldestAge } = await measureQueue(endpoint, queue);
    this.count(SQS, 'ApproximateNumberOfMessagesVisible', of, visible);
    this.count(SQS, 'ApproximateNumberOfMessagesNotVisible', of, inFlight);
    this.count(SQS, 'ApproximateAgeOfOldestMessage', of, oldestAge ?? 0);
  }

  private logged(functionName: string, entry: Readonly<Record<string, unknown>>): void {
    const { function_request_id: request } = entry;
    if (request !== undefined && !this.invocations.has(request)) {
      this.invocations.add(request);
      const of = this.nameOf(functionName);
      this.count(LAMBDA, 'Invocations', of, 1);
      // None is measured too; the local stack has no throttles.
      this.count(LAMBDA, 'Errors', of, 0);
      this.count(LAMBDA, 'Throttles', of, 0);
    }
    const found = readMetrics(entry);
    if (found === undefined) return;
    const of = Object.values(found.dimensions).join();
    for (const [name, value] of Object.entries(found.values)) {
      this.figures.add({ namespace: found.namespace, name, of }, found.timestamp, value);
    }
  }

  private count(namespace: string, name: string, of: string, value: number): void {
    this.figures.add({ namespace, name, of }, Date.now(), value);
  }

  private nameOf(physicalName: string): string {
    return this.names.get(physicalName) ?? physicalName;
  }
}
