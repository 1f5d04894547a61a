import { findVersion, KNOWN_VERSIONS } from '../../../lambda/contract/airflow-version';

const VERSION = /^(\d+)\.(\d+)(?:\.(\d+))?/;

/** An Airflow version that commands can be compared with: flags come and go with minor versions. */
export class AirflowVersion {
  private readonly parts: readonly number[];

  constructor(readonly text: string) {
    const parts = VERSION.exec(text)
      ?.slice(1)
      .map((part) => Number(part ?? '0'));
    if (parts === undefined || findVersion(text) === undefined) {
      throw new Error(`The Airflow model speaks ${KNOWN_VERSIONS}, not '${text}'`);
    }
    this.parts = parts;
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
