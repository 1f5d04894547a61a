import { readdir, readFile, stat } from 'node:fs/promises';
import * as path from 'node:path';
import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { build } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SDK_STAND_INS } from '../../../scripts/function-sdk';
import { BUNDLES, FUNCTIONS_FOLDER } from '../../../scripts/functions';
import { messageSchema } from '../../../scripts/message/schema';
import { filesIn } from '../../support/app';
import { pack, UserProject } from '../../support/package/install';
import { ROOT } from '../../support/process';

/** All that is published, and nothing else: no sources, no tests, nothing of the local stack but the stand-in's bundle. */
const PUBLISHED = [
  /^\.jsii$/,
  /^(CHANGELOG\.md|LICENSE|README\.md|package\.json)$/,
  /^dist\/cli\/mwaaq\.js$/,
  /^dist\/(lib(\/[a-z]+)?|lambda\/contract)\/[\w-]+\.(js|d\.ts)$/,
  /^dist\/functions\/runner\/(index\.mjs|handler\.js)$/,
  /^dist\/functions\/upload-trigger\/(index|buckets)\.js$/,
  /^dist\/functions\/event-trigger\/index\.js$/,
  /^dist\/testing\/(index\.js|(index|start|types)\.d\.ts)$/,
  /^dist\/(message\.schema\.json|sbom\.cdx\.json|THIRD-PARTY-LICENSES)$/,
];

/** More than the bundles have today, and less than a forgotten folder would add. */
const MOST_BYTES = 4_500_000;

interface Component {
  readonly type: string;
  readonly name: string;
  readonly version?: string;
  readonly 'bom-ref': string;
}

interface Sbom {
  readonly components: readonly Component[];
  readonly dependencies: readonly { readonly ref: string; readonly dependsOn: readonly string[] }[];
}

describe('the published package', () => {
  let archive: Buffer;
  let user: UserProject;
  let text: string;
  let sbom: Sbom;

  beforeAll(async () => {
    archive = await pack();
    user = await UserProject.create(archive);
    text = await readFile(path.join(user.installed, 'dist', 'sbom.cdx.json'), 'utf8');
    sbom = JSON.parse(text) as Sbom;
  });

  afterAll(() => user.remove());

  it('adds one package, and puts one program on the PATH', async () => {
    const modules = path.join(user.folder, 'node_modules');
    const packages = (await readdir(modules)).filter((entry) => !entry.startsWith('.'));
    expect(packages).toEqual(['mwaa-cli-queue']);
    expect(await readdir(path.join(modules, '.bin'))).toEqual(['mwaaq']);
  });

  it('has a command line that runs as npm has put it there, with nothing else installed', async () => {
    const { version } = JSON.parse(await user.read('node_modules/mwaa-cli-queue/package.json'));
    const byNpx = await user.runOnHost('npx', '--offline', 'mwaaq', '--version');
    expect(byNpx).toEqual({ code: 0, output: `${version}\n` });

    const program = path.join(user.folder, 'node_modules', '.bin', 'mwaaq');
    const help = await user.runOnHost(program, '--help');
    expect(help.code, help.output).toBe(0);
    expect(help.output).toMatch(/^Usage: mwaaq .*\n[\s\S]*\n {2}doctor /);
    expect(await user.runOnHost(program, 'status', '--local-file', 'none.json')).toEqual({
      code: 6,
      output: expect.stringContaining('no stack runs on this machine (none.json is not there)'),
    });
  });

  it('has the JSON Schema of a message by the name that the documents give it', async () => {
    const print = "JSON.stringify(require('mwaa-cli-queue/message.schema.json'))";
    const { output } = await user.runOnHost(process.execPath, '-p', print);
    expect(JSON.parse(output)).toEqual(messageSchema());
  });

  it('has the constructs, their types, the bundles, and nothing that it need not have', async () => {
    const all = await readdir(user.installed, { recursive: true, withFileTypes: true });
    const paths = all.filter((f) => f.isFile()).map((f) => path.join(f.parentPath, f.name));
    const files = paths.map((file) => path.relative(user.installed, file));
    const sizes = await Promise.all(paths.map(async (file) => (await stat(file)).size));
    const bytes = sizes.reduce((sum, size) => sum + size, 0);
    console.info(`packed ${archive.length} bytes, installed ${bytes}, in ${files.length} files`);

    for (const needed of PUBLISHED)
      expect(
        files.some((f) => needed.test(f)),
        `${needed}`,
      ).toBe(true);
    expect(files.filter((file) => !PUBLISHED.some((allowed) => allowed.test(file)))).toEqual([]);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  it('has the very bundles that npm run build has made', () => {
    const bundles = filesIn(FUNCTIONS_FOLDER);
    expect([...bundles.keys()].map((file) => path.dirname(file))).toContain('runner');
    expect(filesIn(path.join(user.installed, 'dist', 'functions'))).toEqual(bundles);
  });

  it('is the same bytes when it is built again', async () => {
    expect((await pack()).equals(archive)).toBe(true);
  });

  it('lists what it contains as CycloneDX 1.6 has it', async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    expect(await validator.validate(text)).toBeNull();
    expect(await validator.validate(text.replace('"name"', '"nom"'))).not.toBeNull();
  });

  it('lists each file that runs, by its hash', () => {
    const files = [...filesIn(FUNCTIONS_FOLDER).keys()].map((file) => `dist/functions/${file}`);
    const listed = sbom.components.filter(({ type }) => type === 'file').map(({ name }) => name);
    const others = ['dist/cli/mwaaq.js', 'dist/testing/index.js'];
    expect(listed.toSorted()).toEqual([...files, ...others].toSorted());
  });

  it('lists the packages of each bundle that esbuild itself names, and their licences', async () => {
    const licenses = await readFile(path.join(user.installed, 'dist/THIRD-PARTY-LICENSES'), 'utf8');
    const named = new Map(sbom.components.map((component) => [component['bom-ref'], component]));
    for (const [bundle, entry] of entries()) {
      const { dependsOn = [] } = sbom.dependencies.find(({ ref }) => ref === bundle) ?? {};
      const listed = dependsOn.map((ref) => named.get(ref)?.name);
      expect(new Set(listed), bundle).toEqual(await packagesIn(entry));
      for (const ref of dependsOn) {
        const { name, version } = named.get(ref) ?? {};
        expect(licenses).toContain(`\n${name} ${version} (`);
      }
    }
  });
});

/** Each bundle, with what it is made from. */
function entries(): readonly (readonly [string, string])[] {
  return [
    ...BUNDLES.map((one) => [`dist/functions/${one.out}.js`, one.in] as const),
    ['dist/cli/mwaaq.js', 'bin/mwaaq.mts'],
    ['dist/testing/index.js', 'testing/index.ts'],
  ];
}

/** By the comments that esbuild writes above each file's code when it does not minify. */
async function packagesIn(entry: string): Promise<ReadonlySet<string>> {
  const { outputFiles } = await build({
    absWorkingDir: ROOT,
    entryPoints: [entry],
    bundle: true,
    write: false,
    // In parts, esbuild also leaves out what is imported late and not used.
    ...(entry.startsWith('bin/') && { splitting: true, format: 'esm' }),
    outdir: 'parts',
    platform: 'node',
    treeShaking: true,
    minifySyntax: true,
    mainFields: entry.startsWith('testing/') ? ['main', 'module'] : ['module', 'main'],
    ...(entry.startsWith('lambda/') && { alias: SDK_STAND_INS, external: ['./buckets'] }),
  });
  const code = outputFiles.map(({ text }) => text).join('\n');
  const files = code.matchAll(/^ *\/\/ (?:.*\/)?node_modules\/((?:@[^/\n]+\/)?[^/\n]+)\//gm);
  return new Set([...files].map(([, name = '']) => name));
}
