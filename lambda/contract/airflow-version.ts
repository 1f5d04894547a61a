/** The major versions of Airflow that are known: how people write each, and which one it is when it stands alone. */
const MAJORS = {
  1: { written: '1.10', alone: '1.10' },
  2: { written: '2.x', alone: '2.11' },
  3: { written: '3.x', alone: '3.0' },
} as const;

type Major = keyof typeof MAJORS;

/** An Airflow version, as far as its command line depends on it. */
export interface AirflowVersion {
  readonly major: Major;
  readonly minor: number;
}

/** The major versions, oldest first. */
export const MAJOR_VERSIONS = Object.keys(MAJORS).map((text) => Number(text) as Major);

const WRITTEN = Object.values(MAJORS).map(({ written }) => written);

/** Which versions are known, in words. */
export const KNOWN_VERSIONS = `${WRITTEN.slice(0, -1).join(', ')} or ${WRITTEN.at(-1)}`;

/**
 * Reads a version such as `2.11.2`.
 *
 * @returns nothing for one that is not known
 */
export function findVersion(text: string): AirflowVersion | undefined {
  const [, first = '', second] = /^(\d)\.(\d{1,2})(\.|$)/.exec(text) ?? [];
  const [major, minor] = [Number(first), Number(second)];
  if (!isKnown(major) || (major === 1 && minor !== 10)) return undefined;
  return { major, minor };
}

/**
 * Reads a version such as `2.11.2`.
 *
 * @throws Error for one that is not known
 */
export function parseVersion(text: string): AirflowVersion {
  const version = findVersion(text);
  if (version !== undefined) return version;
  throw new Error(
    `Airflow version ${JSON.stringify(text)} is not supported: use ${KNOWN_VERSIONS}`,
  );
}

/** Reads a version that may be a major one alone: `1` is 1.10, which has another spelling. */
export function parseShortVersion(text: string): AirflowVersion {
  const major = MAJOR_VERSIONS.find((known) => `${known}` === text);
  return parseVersion(major === undefined ? text : MAJORS[major].alone);
}

function isKnown(major: number): major is Major {
  return major in MAJORS;
}

/** Whether `version` is that of a text such as `2.6`, or later. */
export function isFrom(version: AirflowVersion, since: string): boolean {
  const [major = 0, minor = 0] = since.split('.').map(Number);
  return version.major > major || (version.major === major && version.minor >= minor);
}

export function isSameVersion(one: AirflowVersion, other: AirflowVersion): boolean {
  return one.major === other.major && one.minor === other.minor;
}
