import type { FunctionSubject } from './subjects';

/**
 * Lambda starts Node with it. V8 compiles for it otherwise than without, so Node cannot use the compiled code of its
 * own modules that it carries, and compiles each of them again.
 */
const LAMBDA_FLAG = '--expose-gc';

/** The name of a subject where Node is started as it is. */
export function plainName(name: string): string {
  return `${name}, without the flag`;
}

/** Subjects of Node, started without Lambda's flag: to tell what of a load is that. */
export function byPlainNode(subjects: readonly FunctionSubject[]): readonly FunctionSubject[] {
  return subjects.map((subject) => {
    const args = subject.start.args.filter((arg) => arg !== LAMBDA_FLAG);
    return { ...subject, name: plainName(subject.name), start: { ...subject.start, args } };
  });
}
