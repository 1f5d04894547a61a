import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { ROOT } from '../process';

const LIB = path.join(ROOT, 'lib');

export interface ExportedProp {
  readonly name: string;
  /** As it is written. */
  readonly type: string;
}

/** The interfaces that `lib/index.ts` exports, each with the props that it has itself, none that it inherits. */
export function exportedProps(): ReadonlyMap<string, readonly ExportedProp[]> {
  const index = readFileSync(path.join(LIB, 'index.ts'), 'utf8');
  const props = new Map<string, readonly ExportedProp[]>();
  for (const [, names = '', file = ''] of index.matchAll(/\{([^}]*)\} from '\.\/([^']+)'/g)) {
    const source = readFileSync(path.join(LIB, `${file}.ts`), 'utf8');
    for (const [name] of names.replaceAll(/\btype\b/g, '').matchAll(/\w+/g)) {
      const body = bodyOf(name, source);
      if (body !== undefined) props.set(name, propsIn(body));
    }
  }
  return props;
}

/** What is between an interface's braces, which the formatter has end in a line of its own. */
function bodyOf(name: string, source: string): string | undefined {
  return new RegExp(`^export interface ${name}\\b[^{]*\\{\n(.*?)^\\}`, 'ms').exec(source)?.[1];
}

function propsIn(body: string): readonly ExportedProp[] {
  const found = body.matchAll(/^ {2}(?:readonly )?(\w+)\??: ([^;]+);/gm);
  return [...found].map(([, name = '', type = '']) => ({ name, type }));
}
