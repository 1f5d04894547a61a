import { describe, expect, it } from 'vitest';
import { readBusEvent, readPlaceholder } from '../../../lambda/event-trigger/bus-event';

const EVENT = {
  version: '0',
  id: 'e-1',
  'detail-type': 'Order Placed',
  source: 'shop',
  detail: { order: { lines: [{ sku: 'a' }, { sku: 'b' }] }, note: null, constructor: 'own' },
};

const read = (name: string) => readPlaceholder(readBusEvent(JSON.stringify(EVENT)), name);

describe('the body of a message', () => {
  it('is an event as EventBridge writes it', () => {
    expect(readBusEvent(JSON.stringify(EVENT))).toEqual(EVENT);
  });

  it.each([
    '',
    'dags trigger d',
    'null',
    '[]',
    '{}',
    JSON.stringify({ ...EVENT, id: undefined }),
    JSON.stringify({ ...EVENT, id: '' }),
    JSON.stringify({ ...EVENT, id: 7 }),
    JSON.stringify({ ...EVENT, source: undefined }),
    JSON.stringify({ ...EVENT, 'detail-type': undefined }),
    JSON.stringify(EVENT).slice(0, -1),
  ])('is refused when it is no event, and not quoted: %j', (body) => {
    expect(() => readBusEvent(body)).toThrow(
      new Error(
        'the body is no event of EventBridge, an object with id, source and detail-type: let only the rule send to this queue, without an input of its own',
      ),
    );
  });
});

describe('a placeholder', () => {
  it.each<[string, unknown]>([
    ['id', 'e-1'],
    ['detail-type', 'Order Placed'],
    ['detail', EVENT.detail],
    ['detail.order', EVENT.detail.order],
    ['detail.order.lines.1.sku', 'b'],
    ['detail.note', null],
    ['detail.constructor', 'own'],
  ])('{%s} is what the event has there', (name, value) => {
    expect(read(name)).toEqual(value);
  });

  it.each([
    'account',
    'detail.missing',
    'detail.missing.deeper',
    'detail.note.deeper',
    'detail.order.lines.2',
    'detail.order.lines.length',
    'detail.order.toString',
    'detail.order.lines.0.sku.0',
  ])('{%s} is nothing where the event has nothing', (name) => {
    expect(read(name)).toBeUndefined();
  });
});
