import { Token } from 'aws-cdk-lib';
import { checkText } from '../checks/value-checks';

/** 64 characters, a slash and a time stay well under the 128 that an id may have. */
const NAME = /^[A-Za-z0-9_.-]{1,64}$/;

/**
 * Checks a name that stands in message ids and run ids. One known only at deployment passes.
 *
 * @param what for example `schedule`
 * @throws Error which names the name and what it may be
 */
export function checkSourceName(what: string, name: string): void {
  checkText(`${what} name`, name);
  if (Token.isUnresolved(name) || NAME.test(name)) return;
  throw new Error(
    `${what} name ${JSON.stringify(name)} has ${name.length} characters: use 1 to 64 of A-Z a-z 0-9 _ . -`,
  );
}

/** The names that an environment's sources of one kind have so far. */
export class SourceNames {
  private readonly taken = new Set<string>();

  /** @param what for example `schedule` */
  constructor(private readonly what: string) {}

  /** @throws Error when it is taken */
  public take(name: string): void {
    if (this.taken.has(name)) {
      throw new Error(
        `${this.what} name ${JSON.stringify(name)} is taken: two ${this.what}s of one name would give the same ids, and one would count as a repeat of the other; give each its own`,
      );
    }
    this.taken.add(name);
  }
}
