import {
  appendFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ApiType, Assembly } from '../../../scripts/api/assembly';
import { compareApis } from '../../../scripts/api/compatibility';
import { compileAssembly, copySources } from '../../../scripts/api/compile';
import { apiReference } from '../../../scripts/api/reference';
import { ROOT } from '../../support/process';

/** Ten seconds on two cores of one's own, and a minute when others use them too. */
const COMPILING_MS = 300_000;

describe('the public API', () => {
  let folder: string;
  let assembly: Assembly;
  let types: readonly ApiType[];

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'mwaaq-api-'));
    await copySources(folder);
    assembly = await compileAssembly(folder);
    types = Object.values(assembly.types);
  }, COMPILING_MS);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('has the constructs', () => {
    expect(types.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['MwaaCommandQueue', 'MwaaCommandQueueProps', 'AirflowCommand']),
    );
  });

  it('has no union, which jsii lets pass and typed languages can only call an object', () => {
    const unions = types.flatMap(({ name, initializer, properties = [], methods = [] }) =>
      [{ ...initializer, name: 'constructor' }, ...properties, ...methods]
        .filter((member) => JSON.stringify(member).includes('"union"'))
        .map((member) => `${name}.${member.name}`),
    );
    expect(unions).toEqual([]);
  });

  it('says what each name in it means', () => {
    const mute = types.flatMap(({ name, docs, properties = [], methods = [], members = [] }) =>
      [{ name: '', docs }, ...properties, ...methods, ...members]
        .filter((member) => !member.docs?.summary)
        .map((member) => `${name}.${member.name}`),
    );
    expect(mute).toEqual([]);
  });

  it('says of each option that may be left out what it is then', () => {
    const mute = types
      .filter(({ datatype }) => datatype)
      .flatMap(({ name, properties = [] }) =>
        properties
          .filter(({ optional, docs }) => optional && !docs?.default)
          .map((property) => `${name}.${property.name}`),
      );
    expect(mute).toEqual([]);
  });

  it('is in docs/api.md as it is in the docstrings (npm run api)', () => {
    const reference = readFileSync(path.join(ROOT, 'docs', 'api.md'), 'utf8');
    expect(reference).toBe(apiReference(assembly));
  });

  it(
    'is compared with an older one: what an app of that could not use is told',
    async () => {
      const older = path.join(folder, 'older');
      mkdirSync(older);
      for (const file of ['package.json', 'node_modules']) {
        symlinkSync(path.join(folder, file), path.join(older, file));
      }
      const write = (api: object) => writeFileSync(path.join(older, '.jsii'), JSON.stringify(api));

      write(assembly);
      await compareApis(older, folder);
      const renamed = JSON.stringify(assembly).replaceAll('"addSchedule"', '"addTimetable"');
      write(JSON.parse(renamed));
      await expect(compareApis(older, folder)).rejects.toThrow(/addTimetable: has been removed/);
    },
    COMPILING_MS,
  );

  it(
    'takes no type that another of CDK’s languages does not have',
    async () => {
      appendFileSync(
        path.join(folder, 'lib', 'index.ts'),
        'export interface Box<T> {\n  /** What is in it. */\n  readonly content: T;\n}\n',
      );
      await expect(compileAssembly(folder)).rejects.toThrow(
        /jsii does not compile lib\/:.*lib\/index\.ts.*generic/is,
      );
    },
    COMPILING_MS,
  );
});
