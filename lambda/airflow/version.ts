/** An Airflow version, as far as its command line depends on it. */
export interface AirflowVersion {
  readonly major: 1 | 2 | 3;
  readonly minor: number;
}

/**
 * Reads a version such as `2.11.2`.
 *
 * @throws Error for anything but 1.10, 2.x and 3.x
 */
export function parseVersion(text: string): AirflowVersion {
  const [, major, minor] = /^([123])\.(\d{1,2})(\.|$)/.exec(text) ?? [];
  if (major === undefined || minor === undefined || (major === '1' && minor !== '10')) {
    throw new Error(
      `Airflow version ${JSON.stringify(text)} is not supported: use 1.10, 2.x or 3.x`,
    );
  }
  return { major: Number(major) as AirflowVersion['major'], minor: Number(minor) };
}

/** Whether `version` is that of a text such as `2.6`, or later. */
export function isFrom(version: AirflowVersion, majorMinor: string): boolean {
  const [major = 0, minor = 0] = majorMinor.split('.').map(Number);
  return isAtLeast(version, major, minor);
}

/** Whether `version` is `major.minor` or later. */
export function isAtLeast(version: AirflowVersion, major: number, minor: number): boolean {
  return version.major > major || (version.major === major && version.minor >= minor);
}
