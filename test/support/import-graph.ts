import { globSync, readFileSync, statSync } from 'node:fs';
import * as path from 'node:path';
import { parseAst } from 'vitest/node';
import { ROOT } from './process';

/** What each source file imports: other sources by their path, packages by their name. */
export type ImportGraph = ReadonlyMap<string, readonly string[]>;

/** The project's own imports, as they are written: type-only, dynamic and re-exporting ones too. */
export function readImportGraph(folders: readonly string[]): ImportGraph {
  const files = folders.flatMap((f) => globSync(`${f}/**/*.{ts,mts}`, { cwd: ROOT })).toSorted();
  return new Map(
    files.map((file) => {
      const source = readFileSync(path.join(ROOT, file), 'utf8');
      return [file, importsOf(source).map((name) => resolveImport(file, name))];
    }),
  );
}

/** The module names that a TypeScript source imports, in any of the language's ways. */
export function importsOf(source: string): readonly string[] {
  const names: string[] = [];
  const visit = (node: unknown): void => {
    if (typeof node !== 'object' || node === null) return;
    const name = Array.isArray(node) ? undefined : importedBy(node as SyntaxNode);
    if (name !== undefined) names.push(name);
    Object.values(node).forEach(visit);
  };
  visit(parseAst(source, { lang: 'ts' }));
  return names;
}

interface SyntaxNode {
  readonly type?: string;
  readonly source?: { readonly value?: unknown } | null;
  readonly expression?: { readonly value?: unknown };
  readonly callee?: { readonly name?: string };
  readonly arguments?: readonly { readonly value?: unknown }[];
}

function importedBy({ type, source, expression, ...call }: SyntaxNode): string | undefined {
  switch (type) {
    case 'ImportDeclaration':
    case 'ExportAllDeclaration':
    case 'ExportNamedDeclaration':
    case 'ImportExpression':
    case 'TSImportType':
      return text(source?.value);
    case 'TSExternalModuleReference':
      return text(expression?.value);
    case 'CallExpression':
      return call.callee?.name === 'require' ? text(call.arguments?.[0]?.value) : undefined;
    default:
      return undefined;
  }
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** @throws Error for a relative import of nothing that exists, which no rule could judge */
function resolveImport(file: string, name: string): string {
  if (!name.startsWith('.')) return packageOf(name);
  const target = path.posix.join(path.posix.dirname(file), name);
  const found = [target, `${target}.ts`, `${target}.mts`, `${target}/index.ts`].find((candidate) =>
    statSync(path.join(ROOT, candidate), { throwIfNoEntry: false })?.isFile(),
  );
  if (found === undefined) throw new Error(`${file} imports ${name}, which is no file`);
  return found;
}

/** `node:fs` stays, `aws-cdk-lib/aws-sqs` is `aws-cdk-lib`, `@middy/core/x` is `@middy/core`. */
function packageOf(name: string): string {
  if (name.startsWith('node:')) return name;
  return name.split('/', name.startsWith('@') ? 2 : 1).join('/');
}
