import type { SQSClient } from '@aws-sdk/client-sqs';
import { describe, expect, it, vi } from 'vitest';
import { readMessages } from '../../../local/demo/queues';
import { type BusEvent, toBusEvent } from '../../../local/stack/bus-event';
import { busArn, EventBuses } from '../../../local/stack/event-buses';
import { readEventPattern } from '../../../local/stack/event-pattern';
import type { StackEvent } from '../../../local/stack/events';
import { createQueue, testAws } from '../../support/aws';
import { announced, lost } from '../../support/local-stack';

const DEFAULT = 'arn:aws:events:us-east-1:000000000000:event-bus/default';

async function testBuses() {
  const { sqs, endpoint } = await testAws();
  const events: StackEvent[] = [];
  const buses = new EventBuses(sqs, (event) => events.push(event));
  const queueUrl = await createQueue(sqs, 'alerts');
  const rule = (pattern: object, url = queueUrl) => ({
    name: 'my-rule',
    matches: readEventPattern(pattern),
    targets: [{ queueUrl: url }],
  });
  const received = async () => {
    await buses.settle();
    const messages = await readMessages(sqs, queueUrl);
    return messages.map(({ Body }) => JSON.parse(Body ?? '') as BusEvent);
  };
  return { sqs, endpoint, buses, events, rule, received };
}

const failed = (n: number) => toBusEvent('mwaa-cli-queue', 'Airflow Command Failed', { n });

describe('an event', () => {
  it("has EventBridge's own envelope", () => {
    expect(toBusEvent('mwaa-cli-queue', 'Airflow Command Failed', { id: 'a' })).toEqual({
      version: '0',
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      'detail-type': 'Airflow Command Failed',
      source: 'mwaa-cli-queue',
      account: '000000000000',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/),
      region: 'us-east-1',
      resources: [],
      detail: { id: 'a' },
    });
  });

  it.each([
    ['', 't', {}, 'source is "": it must be a text'],
    ['s', undefined, {}, 'detail type is undefined: it must be a text'],
    ['s', 't', 'text', 'detail is "text": it must be a JSON object'],
    ['s', 't', [1], 'detail is [1]: it must be a JSON object'],
    ['s', 't', null, 'detail is null: it must be a JSON object'],
  ])('is refused: %j, %j, %j', (source, detailType, detail, message) => {
    expect(() => toBusEvent(source, detailType, detail)).toThrow(`the event's ${message}`);
  });
});

describe('a bus', () => {
  it('tells each event, whether a rule matches or not', async () => {
    const { buses, events } = await testBuses();
    const event = failed(1);

    buses.put(DEFAULT, event);

    expect(announced(events)).toEqual([event]);
  });

  it('sends an event whole to the queues of the rules that it matches, in order', async () => {
    const { buses, rule, received } = await testBuses();
    buses.addRule(DEFAULT, rule({ detail: { n: [1, 3] } }));

    const events = [1, 2, 3].map(failed);
    for (const event of events) buses.put(DEFAULT, event);

    expect(await received()).toEqual([events[0], events[2]]);
  });

  it('sends one event after the other', async () => {
    const { rule } = await testBuses();
    const answers: PromiseWithResolvers<object>[] = [];
    const send = vi.fn(() => {
      const answer = Promise.withResolvers<object>();
      answers.push(answer);
      return answer.promise;
    });
    const buses = new EventBuses({ send } as unknown as SQSClient, () => {});
    buses.addRule(DEFAULT, rule({ source: [{ exists: true }] }));

    buses.put(DEFAULT, failed(1));
    buses.put(DEFAULT, failed(2));

    await vi.waitFor(() => expect(send).toHaveBeenCalledOnce());
    answers[0]?.resolve({});
    await vi.waitFor(() => expect(send).toHaveBeenCalledTimes(2));
    answers[1]?.resolve({});
    await buses.settle();
  });

  it('has rules of its own', async () => {
    const { buses, rule, received } = await testBuses();
    const other = busArn('other');
    buses.add(other);
    buses.addRule(other, rule({ source: [{ exists: true }] }));

    buses.put(DEFAULT, failed(1));
    buses.put(other, failed(2));

    expect((await received()).map(({ detail }) => detail)).toEqual([{ n: 2 }]);
  });

  it('tells what a queue does not take, and goes on', async () => {
    const { buses, events, endpoint, rule, received } = await testBuses();
    buses.addRule(DEFAULT, rule({ detail: { n: [1] } }, `${endpoint}/000000000000/gone`));
    buses.addRule(DEFAULT, rule({ detail: { n: [2] } }));

    buses.put(DEFAULT, failed(1));
    buses.put(DEFAULT, failed(2));

    expect(await received()).toHaveLength(1);
    expect(lost(events)).toEqual([
      { kind: 'event-lost', sender: 'my-rule', reason: 'The specified queue does not exist.' },
    ]);
  });

  it('must be there', async () => {
    const { buses, rule } = await testBuses();

    expect(() => buses.check(DEFAULT)).not.toThrow();
    expect(() => buses.check(busArn('other'))).toThrow('there is no event bus');
    expect(() => buses.addRule(busArn('other'), rule({}))).toThrow('there is no event bus');
  });
});

it.each([
  ['default', DEFAULT],
  [DEFAULT, DEFAULT],
])('a bus is named %s', (name, arn) => {
  expect(busArn(name)).toBe(arn);
});
