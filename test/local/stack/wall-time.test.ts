import { describe, expect, it } from 'vitest';
import { instantOf, wallTimeOf } from '../../../local/stack/wall-time';

const BERLIN = 'Europe/Berlin';
const wall = (text: string) => Date.parse(`${text}Z`);
const instant = (text: string, zone: string) => instantOf(wall(text), zone)?.toISOString();

describe('the time on the wall', () => {
  it.each([
    ['UTC', '2026-07-01T12:00:00Z', '2026-07-01T12:00:00'],
    [BERLIN, '2026-01-01T00:30:00Z', '2026-01-01T01:30:00'],
    [BERLIN, '2026-06-30T22:00:00Z', '2026-07-01T00:00:00'],
    ['America/New_York', '2026-01-01T04:59:59Z', '2025-12-31T23:59:59'],
  ])('is in %s at %s: %s', (zone, at, shown) => {
    expect(wallTimeOf(new Date(at), zone)).toBe(wall(shown));
  });
});

describe('the moment of a time on the wall', () => {
  it.each([
    [BERLIN, '2026-07-01T00:00:00', '2026-06-30T22:00:00.000Z'],
    [BERLIN, '2026-03-29T01:59:59', '2026-03-29T00:59:59.000Z'],
    [BERLIN, '2026-03-29T02:00:00', undefined],
    [BERLIN, '2026-03-29T02:59:59', undefined],
    [BERLIN, '2026-03-29T03:00:00', '2026-03-29T01:00:00.000Z'],
    [BERLIN, '2026-10-25T02:30:00', '2026-10-25T00:30:00.000Z'],
    [BERLIN, '2026-10-25T03:00:00', '2026-10-25T02:00:00.000Z'],
    // This island left out a whole day to change the side of the date line.
    ['Pacific/Apia', '2011-12-30T12:00:00', undefined],
    ['Pacific/Apia', '2011-12-31T12:00:00', '2011-12-30T22:00:00.000Z'],
  ])('is in %s, of %s: %s', (zone, shown, at) => {
    expect(instant(shown, zone)).toBe(at);
  });
});
