import { describe, expect, it } from 'vitest';
import { lastRelease, mayBreak } from '../../scripts/api/compatibility';

describe('the last release', () => {
  it('is the first version in the changelog', () => {
    const text =
      '# Changelog\n\n## [Unreleased]\n\n## [1.10.0] - 2027-02-01\n\n## [1.9.3] - 2027-01-01\n';
    expect(lastRelease(text)).toBe('1.10.0');
  });

  it('is none while there is only what is unreleased', () => {
    const text =
      '## [Unreleased]\n\nThe first version, 0.1.0, is not published yet.\n\n[0.1.0]: https://…';
    expect(lastRelease(text)).toBeUndefined();
  });
});

describe('a version', () => {
  it.each([
    ['0.1.0', '0.2.0'],
    ['0.9.1', '0.10.0'],
    ['0.9.0', '1.0.0'],
    ['1.4.2', '2.0.0'],
  ])('may break what another promised: %s, then %s', (from, to) => {
    expect(mayBreak(from, to)).toBe(true);
  });

  it.each([
    ['0.1.0', '0.1.0'],
    ['0.1.0', '0.1.1'],
    ['1.4.2', '1.10.0'],
    ['10.0.0', '10.1.0'],
  ])('may not: %s, then %s', (from, to) => {
    expect(mayBreak(from, to)).toBe(false);
  });
});
