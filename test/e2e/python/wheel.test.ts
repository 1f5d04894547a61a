import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { REPOSITORY_URL } from '../../../lib/monitoring/repository';
import packageJson from '../../../package.json';
import { FUNCTIONS_FOLDER } from '../../../scripts/functions';
import { ensurePython } from '../../../scripts/package/python/venv';
import { makeWheel } from '../../../scripts/package/python/wheel';
import { filesIn } from '../../support/app';
import { ROOT, runProgram } from '../../support/process';
import { pythonEnvironment } from '../../support/python/synth';
import { INNER, readWheel, WHEEL } from '../../support/python/wheel-files';
import { temporaryFolder } from '../../support/temporary-folder';

const { version, keywords, description } = packageJson;
const ABOUT = `mwaa_cli_queue-${version}.dist-info`;

/** All that the npm package within has: what is published there, but for the stand-in, which only Node can use. */
const NEEDED = [
  /^(\.jsii|CHANGELOG\.md|LICENSE|README\.md|package\.json)$/,
  /^dist\/cli\/mwaaq\.js$/,
  /^dist\/(lib(\/[a-z]+)?|lambda\/contract)\/[\w-]+\.(js|d\.ts)$/,
  /^dist\/functions\/[\w-]+\/[\w.-]+$/,
  /^dist\/(message\.schema\.json|sbom\.cdx\.json|THIRD-PARTY-LICENSES)$/,
];

/** Where the package has the functions' bundles. */
const BUNDLES = 'dist/functions/';

/** More than it has today, and less than with a forgotten folder. */
const MOST_BYTES = 1_000_000;

describe('the wheel', () => {
  let wheel: ReadonlyMap<string, Buffer>;
  let inner: ReadonlyMap<string, Buffer>;

  beforeAll(async () => {
    ({ wheel, inner } = await readWheel());
  });

  it('has the module, its types, the npm package and what tells of it', () => {
    expect([...wheel.keys()].toSorted()).toEqual(
      [
        'mwaa_cli_queue/__init__.py',
        'mwaa_cli_queue/py.typed',
        'mwaa_cli_queue/_jsii/__init__.py',
        INNER,
        `mwaa_cli_queue-${version}.data/scripts/mwaaq`,
        ...['LICENSE', 'METADATA', 'RECORD', 'WHEEL', 'top_level.txt'].map((f) => `${ABOUT}/${f}`),
      ].toSorted(),
    );
  });

  it('has of the package what is needed, and nothing else', () => {
    const bytes = readFileSync(WHEEL).length;
    const unpacked = [...inner.values()].reduce((sum, { length }) => sum + length, 0);
    console.info(`wheel ${bytes} bytes, the package in it ${unpacked}, in ${inner.size} files`);

    const files = [...inner.keys()];
    for (const needed of NEEDED)
      expect(files, `${needed}`).toContainEqual(expect.stringMatching(needed));
    expect(files.filter((file) => !NEEDED.some((allowed) => allowed.test(file)))).toEqual([]);
    expect(bytes).toBeLessThan(MOST_BYTES);
  });

  it('has the very bundles that npm run build has made', () => {
    const built = filesIn(FUNCTIONS_FOLDER);
    const within = [...inner].filter(([file]) => file.startsWith(BUNDLES));

    expect([...built.keys()].map((file) => path.dirname(file))).toContain('runner');
    expect(within.map(([file, bytes]) => [path.relative(BUNDLES, file), bytes])).toEqual([
      ...built,
    ]);
  });

  it('has every other file as npm publishes it, but for what package.json says of the stand-in', () => {
    const others = [...inner].filter(([file]) => file !== 'package.json');
    const changed = others.filter(
      ([file, bytes]) => !bytes.equals(readFileSync(path.join(ROOT, file))),
    );

    expect(changed.map(([file]) => file)).toEqual([]);
    const { exports, files, ...rest } = JSON.parse(String(inner.get('package.json')));
    expect(packageJson).toMatchObject(rest);
    expect(Object.keys(exports)).toEqual(['.', './message.schema.json', './package.json']);
    expect(files).not.toContain('dist/testing');
  });

  it('tells PyPI all that npm is told', () => {
    const [head = '', ...readme] = String(wheel.get(`${ABOUT}/METADATA`)).split('\n\n');
    const told = (name: string) =>
      [...head.matchAll(new RegExp(`^${name}: (.+)$`, 'gm'))].map(([, value]) => value);

    expect(told('Summary')).toEqual([description]);
    expect(told('Keywords')).toEqual([keywords.join(',')]);
    expect(told('Project-URL')).toEqual([`Source, ${REPOSITORY_URL}.git`]);
    expect(told('License')).toEqual(['Apache-2.0']);
    expect(told('Classifier')).toEqual(
      expect.arrayContaining([
        'Development Status :: 4 - Beta',
        'Framework :: AWS CDK :: 2',
        'License :: OSI Approved',
        'Typing :: Typed',
      ]),
    );
    expect(told('Requires-Dist')).toEqual([
      'aws-cdk-lib <3.0.0,>=2.275.0',
      'constructs <11.0.0,>=10.8.1',
      expect.stringMatching(/^jsii <2/),
      expect.stringMatching(/^publication/),
    ]);
    expect(readme[0]).toBe('# mwaa-cli-queue');
    expect(readme.join('\n\n')).not.toMatch(/\]\(docs\//);
  });

  it('puts mwaaq on the PATH', async () => {
    const { code, output } = await runProgram('mwaaq', ['--version'], {
      env: await pythonEnvironment(),
    });
    expect({ code, output }).toEqual({ code: 0, output: `${version}\n` });
  });

  it('is the same bytes when it is made again', async () => {
    const again = await makeWheel(await ensurePython(), temporaryFolder());
    expect(readFileSync(again).equals(readFileSync(WHEEL))).toBe(true);
  });
});
