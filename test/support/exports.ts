import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { parseAst } from 'vitest/node';
import { ROOT } from './process';

/** A node of a syntax tree, as far as it is read here. */
interface Node {
  readonly type: string;
  readonly start: number;
  readonly declaration?: Node | null;
  readonly specifiers?: readonly { readonly exported: { readonly name: string } }[];
  readonly id?: { readonly name: string };
  readonly key?: { readonly name: string };
  readonly body?: { readonly body: readonly Node[] };
}

/** A member of an interface. */
interface Member {
  /** With its interface: `Answer.status`. */
  readonly name: string;
  /** Its docstring; empty for none. */
  readonly docs: string;
}

/** The names that a file hands on from others: `export { a } from './b'`. */
export function exportedNames(file: string): readonly string[] {
  return parse(read(file))
    .filter(({ type }) => type === 'ExportNamedDeclaration')
    .flatMap(({ specifiers = [] }) => specifiers.map(({ exported }) => exported.name));
}

/** The interfaces that a file declares, whether it exports them or not, and their members. */
export function membersIn(file: string): readonly Member[] {
  const source = read(file);
  return parse(source)
    .map((node) => node.declaration ?? node)
    .filter(({ type }) => type === 'TSInterfaceDeclaration')
    .flatMap(({ id, body }) =>
      (body?.body ?? []).map(({ key, start }) => ({
        name: `${id?.name}.${key?.name}`,
        docs: docsBefore(source, start),
      })),
    );
}

function docsBefore(source: string, start: number): string {
  return /\/\*\*((?:(?!\*\/).)*)\*\/\s*$/s.exec(source.slice(0, start))?.[1]?.trim() ?? '';
}

function parse(source: string): readonly Node[] {
  const { body }: { readonly body: unknown } = parseAst(source, { lang: 'ts' });
  return body as readonly Node[];
}

function read(file: string): string {
  return readFileSync(path.join(ROOT, file), 'utf8');
}
