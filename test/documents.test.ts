import { existsSync, readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from '../app/config';
import { parseMessage } from '../lambda/contract/message';
import packageJson from '../package.json';
import { keyPolicyTable, keyRightsTable } from '../scripts/key-tables';
import { roleTable } from '../scripts/role-table';
import { verbTable } from '../scripts/verb-table';
import { blocksOf, compile, DOCUMENTS } from './support/documents';
import { ROOT } from './support/process';

/** The headings of a document, as links name them. */
function anchorsOf(file: string): readonly string[] {
  const text = readFileSync(path.join(ROOT, file), 'utf8');
  return [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

describe.each(DOCUMENTS)('%s', (file) => {
  const text = readFileSync(path.join(ROOT, file), 'utf8');

  it('names only npm scripts that exist', () => {
    const named = [...text.matchAll(/npm run ([\w:-]+)/g)].map(([, script]) => script);
    expect(Object.keys(packageJson.scripts)).toEqual(expect.arrayContaining(named));
  });

  it('runs by npx only programs of the project', () => {
    const named = [...text.matchAll(/npx (?:-\S+ )*([a-z][\w-]*)/g)].map(([, program]) => program);
    const own = Object.keys(packageJson.bin);
    const installed = readdirSync(path.join(ROOT, 'node_modules', '.bin'));
    expect([...own, ...installed]).toEqual(expect.arrayContaining(named));
  });

  it('links only to files that exist', () => {
    const targets = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(
      ([, target]) => target ?? '',
    );
    const missing = targets.filter((t) => !existsSync(path.join(ROOT, path.dirname(file), t)));
    expect(missing).toEqual([]);
  });

  it('links only to headings that exist', () => {
    const links = [...text.matchAll(/\]\((?!https?:)([^)#]*)#([^)]+)\)/g)];
    const missing = links.filter(([, target, anchor = '']) => {
      const document = target ? path.join(path.dirname(file), target) : file;
      return !anchorsOf(document).includes(anchor);
    });
    expect(missing.map(([link]) => link)).toEqual([]);
  });

  it('names only files of the project that exist', () => {
    const inCommands = [...text.matchAll(/`npx (?:vitest|tsx) [^`]+`/g)].join(' ');
    const named = [
      ...text.matchAll(
        /`((?:app|bench|bin|cli|docs|examples|lambda|lib|local|scripts|test|testing|toolchain)\/[\w./-]+)`/g,
      ),
      ...inCommands.matchAll(/\b((?:scripts|test)\/[\w./-]+)/g),
    ];
    const missing = named.map(([, f]) => f ?? '').filter((f) => !existsSync(path.join(ROOT, f)));
    expect(missing).toEqual([]);
  });
});

describe.each(['docs/design.md', 'docs/decisions.md'])('%s', (file) => {
  it('names each source by its whole path, which alone is sure to be the one that is meant', () => {
    const text = readFileSync(path.join(ROOT, file), 'utf8');
    const named = [...text.matchAll(/`([\w./-]+\.m?ts)`/g)].map(([, f]) => f ?? '');
    const missing = named.filter((f) => !existsSync(path.join(ROOT, f)));
    expect(missing).toEqual([]);
  });
});

describe('docs/commands.md', () => {
  it('has the very table of verbs that the code has (npx tsx scripts/verb-table.ts)', () => {
    const text = readFileSync(path.join(ROOT, 'docs', 'commands.md'), 'utf8');
    expect(text).toContain(verbTable());
  });
});

describe('docs/security.md', () => {
  it('has the very table of roles that the templates have (npx tsx scripts/role-table.ts)', () => {
    const text = readFileSync(path.join(ROOT, 'docs', 'security.md'), 'utf8');
    expect(text).toContain(roleTable());
  });

  it('has the very tables of what a key allows (npx tsx scripts/key-tables.ts)', () => {
    const text = readFileSync(path.join(ROOT, 'docs', 'security.md'), 'utf8');
    expect(text).toContain(keyPolicyTable());
    expect(text).toContain(keyRightsTable());
  });
});

describe('docs/testing.md', () => {
  it('has an example that compiles', async () => {
    expect(await compile('docs/testing.md')).toEqual({ output: '', blocks: 1 });
  });
});

describe("the README's examples", () => {
  it('compile, the TypeScript ones', async () => {
    expect(await compile('README.md')).toEqual({ output: '', blocks: 2 });
  });

  it('begin with one of ten lines', () => {
    expect(blocksOf('README.md', 'ts')[0]?.trimEnd().split('\n')).toHaveLength(10);
  });

  it('are accepted, the configuration and the message', () => {
    const [config = '', message = ''] = blocksOf('README.md', 'json');
    expect(readConfig(JSON.parse(config)).environments).toHaveLength(1);
    expect(parseMessage(message)).toMatchObject({ id: 'orders-2026-11-22', source: 'ci' });
  });

  it('begin with the two commands', () => {
    const readme = readFileSync(path.join(ROOT, 'README.md'), 'utf8');
    expect(readme).toContain('npm ci && npm run demo');
    expect(readme).toContain('npm ci && npm test');
  });
});
