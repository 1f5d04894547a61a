import { describe, expect, it } from 'vitest';
import type { Mapping, MappingState } from '../../../cli/adapters/mapping';
import { switchMapping } from '../../../cli/queue/switch-mapping';

/** A mapping whose looks show these states in turn, and the last one from then on. */
function mappingOf(states: readonly MappingState[], busyTurns = 0) {
  const turned: boolean[] = [];
  let looks = 0;
  const mapping: Mapping = {
    async find() {
      const state = states[Math.min(looks++, states.length - 1)] ?? 'on';
      return { id: 'a-b', state };
    },
    async turn(_, on) {
      turned.push(on);
      return turned.length > busyTurns;
    },
  };
  return { mapping, turned };
}

const NEVER = Number.POSITIVE_INFINITY;
const atOnce = async () => undefined;

describe('switching the mapping', () => {
  it('is told once, and waited for', async () => {
    const { mapping, turned } = mappingOf(['on', 'changing', 'changing', 'off']);

    expect(await switchMapping(mapping, false, NEVER, atOnce)).toBe(true);
    expect(turned).toEqual([false]);
  });

  it('does nothing where it is so already', async () => {
    const { mapping, turned } = mappingOf(['off']);

    expect(await switchMapping(mapping, false, NEVER, atOnce)).toBe(false);
    expect(turned).toEqual([]);
  });

  it('comes after what somebody else is changing', async () => {
    const { mapping, turned } = mappingOf(['changing', 'changing', 'on', 'changing', 'off'], 2);

    expect(await switchMapping(mapping, false, NEVER, atOnce)).toBe(true);
    expect(turned).toEqual([false, false, false]);
  });

  it('is told again where the first was not begun', async () => {
    const { mapping, turned } = mappingOf(['on', 'on', 'changing', 'off']);

    expect(await switchMapping(mapping, false, NEVER, atOnce)).toBe(true);
    expect(turned).toEqual([false, false]);
  });

  it('ends when somebody else switches it back', async () => {
    const { mapping, turned } = mappingOf(['on', 'changing', 'on']);

    await expect(switchMapping(mapping, false, NEVER, atOnce)).rejects.toThrow(
      'somebody else has switched the event source mapping a-b on meanwhile: agree with them',
    );
    expect(turned).toEqual([false]);
  });

  it('ends when it takes too long', async () => {
    const { mapping } = mappingOf(['on', 'changing']);

    await expect(switchMapping(mapping, false, 0, atOnce)).rejects.toThrow(
      'the event source mapping a-b is still on: it is switched off as soon as Lambda is ready',
    );
  });
});
