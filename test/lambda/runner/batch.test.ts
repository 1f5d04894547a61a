import { describe, expect, it } from 'vitest';
import { type Disposal, handleInOrder } from '../../../lambda/runner/batch';
import type { Delivery } from '../../../lambda/runner/ports';
import { deliveryOf } from '../../support/deliveries';

/** Deliveries named by group and number: `A1` is the first of group A. */
const deliveries = (...names: string[]) =>
  names.map((name) => deliveryOf('version', { messageId: name, group: name.slice(0, 1) }));

/** Handles by script; what is not in it is done. A message of group Z cannot be released. */
function scripted(script: Readonly<Record<string, Disposal | Error>>) {
  const handled: string[] = [];
  const released: string[] = [];
  const warned: unknown[] = [];
  return {
    handled,
    released,
    warned,
    handle: async ({ messageId }: Delivery): Promise<Disposal> => {
      handled.push(messageId);
      const result = script[messageId] ?? 'done';
      if (result instanceof Error) throw result;
      return result;
    },
    release: async ({ messageId, group }: Delivery) => {
      if (group === 'Z') throw NOT_RELEASED;
      released.push(messageId);
    },
    warn: (_text: string, error: unknown) => {
      warned.push(error);
    },
  };
}

const NOT_RELEASED = new Error('not released');

async function run(names: string[], script: Readonly<Record<string, Disposal | Error>>) {
  const { handled, released, warned, ...handlers } = scripted(script);
  const givenBack = await handleInOrder(deliveries(...names), handlers);
  return { handled, givenBack, released, warned };
}

describe('a batch', () => {
  it('is handled in order, and nothing given back, when all is done', async () => {
    expect(await run(['A1', 'B1', 'A2'], {})).toStrictEqual({
      handled: ['A1', 'B1', 'A2'],
      givenBack: [],
      released: [],
      warned: [],
    });
  });

  it('stops a group at the first that is given back, and no other group', async () => {
    expect(await run(['A1', 'A2', 'A3', 'B1'], { A2: 'give-back' })).toStrictEqual({
      handled: ['A1', 'A2', 'B1'],
      givenBack: ['A2', 'A3'],
      released: ['A3'],
      warned: [],
    });
  });

  it('stops each group for itself', async () => {
    const script = { A1: 'give-back', B2: 'give-back' } as const;
    expect(await run(['B1', 'A1', 'A2', 'B2', 'B3', 'C1'], script)).toMatchObject({
      handled: ['B1', 'A1', 'B2', 'C1'],
      givenBack: ['A1', 'A2', 'B2', 'B3'],
      released: ['A2', 'B3'],
    });
  });

  it('handles the next only when the one before has ended', async () => {
    let running = 0;
    await handleInOrder(deliveries('A1', 'B1', 'A2'), {
      ...scripted({}),
      handle: async () => {
        running += 1;
        await new Promise(setImmediate);
        expect(running).toBe(1);
        running -= 1;
        return 'done';
      },
    });
  });

  it('fails if the handling of its only delivery throws', async () => {
    const failure = new Error('unforeseen');
    await expect(run(['A1'], { A1: failure })).rejects.toBe(failure);
  });

  it('fails if one throws and no other is done with', async () => {
    const failure = new Error('unforeseen');
    await expect(run(['A1', 'A2', 'B1'], { A1: failure, B1: 'give-back' })).rejects.toBe(failure);
  });

  it('gives back one that throws, and hands out nothing again that is done with', async () => {
    const failure = new Error('unforeseen');
    expect(await run(['A1', 'A2', 'A3', 'B1'], { A2: failure })).toStrictEqual({
      handled: ['A1', 'A2', 'B1'],
      givenBack: ['A2', 'A3'],
      released: ['A3'],
      warned: [failure],
    });
  });

  it('gives back one that cannot be released, which only stays hidden for longer', async () => {
    expect(await run(['Z1', 'Z2', 'A1'], { Z1: 'give-back' })).toStrictEqual({
      handled: ['Z1', 'A1'],
      givenBack: ['Z1', 'Z2'],
      released: [],
      warned: [NOT_RELEASED],
    });
  });

  it('that is empty gives nothing back', async () => {
    expect((await run([], {})).givenBack).toStrictEqual([]);
  });
});
