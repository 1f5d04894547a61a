import { parseVersion } from '../../../lambda/contract/airflow-version';

const VERSION = /^(\d+)\.(\d+)(?:\.(\d+))?/;

/** An Airflow version that commands can be compared with: flags come and go with minor versions. */
export class AirflowVersion {
  private readonly parts: readonly number[];

  /** @throws Error for a version that is not known */
  constructor(readonly text: string) {
    parseVersion(text);
    const [, ...parts] = VERSION.exec(text) ?? [];
    this.parts = parts.map((part) => Number(part ?? '0'));
  }

  get major(): number {
    return this.parts[0] ?? 0;
  }

  /** Whether this is the version `other`, such as `2.6`, or a later one. */
  atLeast(other: string): boolean {
    const wanted = other.split('.').map(Number);
    for (const [index, part] of this.parts.entries()) {
      const difference = part - (wanted[index] ?? 0);
      if (difference !== 0) {
        return difference > 0;
      }
    }
    return true;
  }
}
