import { readFile, writeFile } from 'node:fs/promises';
import * as path from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Assembly } from '../../../scripts/api/assembly';
import { translateExamples } from '../../../scripts/package/python/generate';
import { stagePackage } from '../../../scripts/package/python/stage';
import { readWheel } from '../../support/python/wheel-files';
import { temporaryFolder } from '../../support/temporary-folder';

/** What means nothing to who reads Python. */
const FOREIGN =
  /\b(undefined|null|readonly|TypeScript|JavaScript|Promise|npm|string\[\]|number\[\])\b/;

describe('the docstrings of the Python module', () => {
  let docstrings: readonly string[];
  let members: ReadonlySet<string>;

  beforeAll(async () => {
    const { wheel, inner } = await readWheel();
    const module = String(wheel.get('mwaa_cli_queue/__init__.py'));
    docstrings = [...module.matchAll(/^ +r?'''([\s\S]+?)'''$/gm)].map(([, text = '']) => text);
    const { types } = JSON.parse(String(inner.get('.jsii'))) as Assembly;
    members = new Set(
      Object.values(types).flatMap(({ properties = [], methods = [] }) =>
        [...properties, ...methods].map(({ name }) => name),
      ),
    );
  });

  it('are there', () => {
    expect(docstrings.length).toBeGreaterThan(members.size);
  });

  it('have no word of another language', () => {
    expect(docstrings.filter((text) => FOREIGN.test(text))).toEqual([]);
  });

  it('name what there is as Python does', () => {
    const named = docstrings.flatMap((text) => [...text.matchAll(/``(\w+)``/g)]);
    const foreign = named.filter(([, name = '']) => /[A-Z]/.test(name) && members.has(name));
    expect(foreign.map(([, name]) => name)).toEqual([]);
    expect(named.map(([, name]) => name)).toContain('command_timeout');
  });

  it('show how it is used, in Python', () => {
    const examples = docstrings.filter((text) => text.includes('Example::')).join('\n');
    expect(examples).toContain('from mwaa_cli_queue import AirflowCommand, MwaaCommandQueue');
    expect(examples).toContain(
      'AirflowCommand.trigger("ingest_orders", conf={"day": "2026-11-26"})',
    );
    expect(examples).not.toMatch(/^ *(import .* from|const |declare |new )/m);
  });
});

it('an example that does not compile keeps the wheel from being made', async () => {
  const staged = await stagePackage(temporaryFolder());
  const assembly = path.join(staged, '.jsii');
  const text = await readFile(assembly, 'utf8');
  const broken = text.replaceAll(
    "AirflowCommand.text('dags unpause",
    "AirflowCommand.txet('dags unpause",
  );
  expect(broken).not.toBe(text);
  await writeFile(assembly, broken);

  await expect(translateExamples(staged)).rejects.toThrow(/'txet' does not exist/);
});
