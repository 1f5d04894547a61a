import { describe, expect, it } from 'vitest';
import {
  isFrom,
  KNOWN_VERSIONS,
  MAJOR_VERSIONS,
  parseShortVersion,
  parseVersion,
} from '../../../lambda/contract/airflow-version';

describe('A version of Airflow', () => {
  it.each([
    ['1.10', 1, 10],
    ['1.10.12', 1, 10],
    ['2.0.2', 2, 0],
    ['2.11.2', 2, 11],
    ['3.3.1', 3, 3],
  ])('may be %s', (text, major, minor) => {
    expect(parseVersion(text)).toEqual({ major, minor });
  });

  it.each(['0.9', '1.9', '1.11', '9.0.0', '11.0', 'two', '2', '2.', '2.100', '2.1x'])(
    'fails if it is %s',
    (text) => {
      expect(() => parseVersion(text)).toThrow(
        new Error(`Airflow version "${text}" is not supported: use ${KNOWN_VERSIONS}`),
      );
    },
  );

  it('is said to be of those that are known', () => {
    expect(KNOWN_VERSIONS).toBe('1.10, 2.x or 3.x');
  });

  it.each(MAJOR_VERSIONS)('may be a major one alone, where a person writes it: %s', (major) => {
    expect(parseShortVersion(`${major}`).major).toBe(major);
  });

  it('may be 2.0 there, which is no major one alone', () => {
    expect(parseShortVersion('2.0')).toEqual({ major: 2, minor: 0 });
  });

  it.each(['1.0', '02', ' 2', '2e0'])('fails there, too, if it is "%s"', (text) => {
    expect(() => parseShortVersion(text)).toThrow('is not supported');
  });

  it.each([
    ['2.6.3', '2.6', true],
    ['2.10.5', '2.6', true],
    ['3.0.6', '2.6', true],
    ['2.5.1', '2.6', false],
    ['1.10.12', '2.0', false],
  ])('%s is from %s on: %s', (text, since, expected) => {
    expect(isFrom(parseVersion(text), since)).toBe(expected);
  });
});
