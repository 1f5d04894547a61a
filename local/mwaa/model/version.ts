const VERSION = /^(\d+)\.(\d+)(?:\.(\d+))?/;

/** An Airflow version that commands can be compared with: flags come and go with minor versions. */
export class AirflowVersion {
  private readonly parts: readonly number[];

  constructor(readonly text: string) {
    const parts = VERSION.exec(text)
      ?.slice(1)
      .map((part) => Number(part ?? '0'));
    const [major = 0, minor = 0] = parts ?? [];
    const known = (major === 1 && minor === 10) || major === 2 || major === 3;
    if (parts === undefined || !known) {
      throw new Error(`The Airflow model speaks 1.10.x, 2.x and 3.x, not '${text}'`);
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
