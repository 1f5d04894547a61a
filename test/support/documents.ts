import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { EXAMPLES } from './examples';
import { ROOT, runProgram } from './process';

/** What the project has to read. */
export const DOCUMENTS: readonly string[] = [
  'README.md',
  'CHANGELOG.md',
  'CONTRIBUTING.md',
  'examples/README.md',
  'examples/dags/README.md',
  'examples/python/README.md',
  ...EXAMPLES.map((name) => `examples/${name}/README.md`),
  ...readdirSync(path.join(ROOT, 'docs'))
    .filter((file) => file.endsWith('.md'))
    .map((file) => `docs/${file}`),
];

/** The blocks of code in a document that are of one language. */
export function blocksOf(document: string, language: string): readonly string[] {
  const text = readFileSync(path.join(ROOT, document), 'utf8');
  const pattern = new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g');
  return [...text.matchAll(pattern)].map(([, code]) => code ?? '');
}

/** As the runbook writes the name of an output: `QueueUrl` is `QUEUE_URL`. */
export const inCapitals = (output: string) => output.replace(/(?<=.)(?=[A-Z])/g, '_').toUpperCase();

/**
 * Compiles a document's TypeScript, in which the package goes by its name.
 *
 * @returns what the compiler says, and how many blocks there are
 */
export async function compile(document: string) {
  const folder = path.join(ROOT, '.local', path.parse(document).name);
  mkdirSync(folder, { recursive: true });
  const files = blocksOf(document, 'ts').map((code, i) => {
    writeFileSync(path.join(folder, `example-${i}.ts`), code);
    return `example-${i}.ts`;
  });
  const config = { extends: '../../tsconfig.json', include: [], files };
  writeFileSync(path.join(folder, 'tsconfig.json'), JSON.stringify(config));
  return { output: (await runProgram('tsc', ['-p', folder])).output, blocks: files.length };
}

/** Runs a document's TypeScript once it was compiled: what compiles may still be refused. */
export async function runExamples(document: string): Promise<void> {
  const folder = path.join(ROOT, '.local', path.parse(document).name);
  for (const i of blocksOf(document, 'ts').keys()) {
    await import(path.join(folder, `example-${i}.ts`));
  }
}
