import { expect, it } from 'vitest';
import { interleaved } from '../../bench/measure/interleaved';

it('subjects take turns, every other round backwards, and warm-ups are not kept', async () => {
  const order: string[] = [];
  const subject = (name: string) => async () => order.push(name);
  const subjects = new Map(['a', 'b', 'c'].map((name) => [name, subject(name)]));

  const samples = await interleaved(subjects, 2, 1);

  expect(order.join('')).toBe('cbaabccba');
  expect(Object.fromEntries(samples)).toEqual({ a: [4, 9], b: [5, 8], c: [6, 7] });
});

it('a subject that fails ends it', async () => {
  const subjects = new Map([['bad', () => Promise.reject(new Error('no such program'))]]);
  await expect(interleaved(subjects, 2)).rejects.toThrow('no such program');
});
