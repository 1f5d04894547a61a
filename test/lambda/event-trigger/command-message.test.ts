import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventRule } from '../../../lambda/contract/event-rule';
import { parseMessage } from '../../../lambda/contract/message';
import { faultOfRunId } from '../../../lambda/contract/run-id';
import { readBusEvent } from '../../../lambda/event-trigger/bus-event';
import { commandMessage } from '../../../lambda/event-trigger/command-message';

const EVENT = {
  id: 'e-1',
  'detail-type': 'Order Placed',
  source: 'shop',
  detail: { order: 'ü-7', '{id}': '{source}' },
};

const RULE: EventRule = { name: 'orders', fields: { trigger: { dagId: 'load' } } };

/** The message of an event, as the runner reads it. */
function sent(rule: EventRule = RULE, event: string = JSON.stringify(EVENT)) {
  const message = commandMessage(readBusEvent(event), rule);
  return { ...message, ...parseMessage(message.body) };
}

const withConf = (conf: Readonly<Record<string, unknown>>): EventRule => ({
  name: 'orders',
  fields: { trigger: { dagId: 'load', conf } },
});

describe('a trigger', () => {
  it('hands the whole event to the run when it has no conf of its own', () => {
    expect(sent().request).toEqual({
      form: 'trigger',
      trigger: {
        dagId: 'load',
        conf: { event: EVENT },
        runId: expect.stringMatching(/^event__orders__[0-9a-f]{16}$/),
      },
    });
  });

  it('has its placeholders filled with what the event has', () => {
    const conf = {
      order: '{detail.order}',
      text: 'of {source} {{as is}}',
      list: ['{id}', 1],
      none: '{detail.none}',
    };

    expect(sent(withConf(conf)).request).toMatchObject({
      trigger: {
        conf: { order: 'ü-7', text: 'of shop {as is}', list: ['e-1', 1] },
      },
    });
    expect(sent(withConf(conf)).body).not.toContain('none');
  });

  it('fills in no placeholder that stands in the event itself', () => {
    const { body } = sent(withConf({ detail: '{detail}' }));

    expect(body).toContain('"{id}":"{source}"');
  });

  it('keeps numbers digit for digit', () => {
    const event =
      '{"id":"e","detail-type":"t","source":"s","detail":{"n":12345678901234567890.10}}';

    expect(sent(RULE, event).body).toContain('"n":12345678901234567890.10');
    expect(sent(withConf({ n: '{detail.n}', text: 'n={detail.n}' }), event).body).toContain(
      '"conf":{"n":12345678901234567890.10,"text":"n=12345678901234567890.10"}',
    );
  });
});

describe('a command that is text or arguments', () => {
  it.each([
    { command: 'dags trigger {id} --conf {{}}' },
    { argv: ['dags', 'pause', '{detail.order}'] },
  ])('is queued as it is, whatever the event says: %j', (fields) => {
    const { body } = sent({ name: 'r', fields });

    expect(JSON.parse(body)).toEqual({
      ...fields,
      id: expect.stringMatching(/^event-[0-9a-f]{16}$/),
      source: 'event',
    });
  });
});

describe('the message', () => {
  it('is named by rule and event, once for SQS and once for the runner', () => {
    const { deduplicationId, id, source } = sent();

    expect(id).toMatch(/^event-[0-9a-f]{16}$/);
    expect(deduplicationId).toBe(id);
    expect(source).toBe('event');
    expect(sent()).toEqual(sent());
  });

  it('is another one for another event, and for another rule', () => {
    const messages = [
      sent(),
      sent({ ...RULE, name: 'other' }),
      sent(RULE, JSON.stringify({ ...EVENT, id: 'e-2' })),
    ];
    const runIds = messages.map(
      ({ request }) => request.form === 'trigger' && request.trigger.runId,
    );

    expect(new Set(messages.map(({ id }) => id))).toHaveLength(3);
    expect(new Set(runIds)).toHaveLength(3);
  });

  it('is in ASCII, and of a run id that Airflow takes, whatever the event is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', minLength: 1 }), fc.jsonValue(), (id, detail) => {
        const { body, request } = sent(RULE, JSON.stringify({ ...EVENT, id, detail }));
        expect(body).toMatch(/^[\0-\x7f]*$/);
        const runId = request.form === 'trigger' ? (request.trigger.runId ?? '') : '';
        expect(faultOfRunId(runId)).toBeUndefined();
      }),
    );
  });
});
