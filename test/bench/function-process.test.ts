import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { buildBaselines, bundleFile, entryOf, kilobytesOf } from '../../bench/functions/bundles';
import { FunctionProcess } from '../../bench/functions/function-process';
import { temporaryFolder } from '../support/temporary-folder';

beforeAll(buildBaselines);

/** @returns the folder of a function with these files */
function folderOf(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(folder, name), text);
  return folder;
}

async function start(file: string): Promise<FunctionProcess> {
  const args = [bundleFile('subject'), file];
  const child = await FunctionProcess.start({ program: process.execPath, args, variables: {} });
  onTestFinished(() => child.stop());
  return child;
}

const handler = 'index.handler';

describe('what is loaded of a function', () => {
  it('is its CommonJS file before a module, as in Lambda', () => {
    const folder = folderOf({ 'index.js': '', 'index.mjs': '' });
    expect(entryOf({ folder, handler })).toBe(path.join(folder, 'index.js'));
  });

  it('is a module where there is no other', () => {
    const folder = folderOf({ 'handler.js': '', 'index.mjs': '' });
    expect(entryOf({ folder, handler })).toBe(path.join(folder, 'index.mjs'));
  });

  it('is refused where there is none', () => {
    const folder = folderOf({ 'handler.js': '' });
    expect(() => entryOf({ folder, handler })).toThrow('has no file for the handler index.handler');
  });

  it('has the size of all its code, and of nothing else', () => {
    const folder = folderOf({
      'index.mjs': 'x'.repeat(1024),
      'handler.js': 'y'.repeat(512),
      'notes.txt': 'z'.repeat(4096),
    });
    expect(kilobytesOf(path.join(folder, 'index.mjs'))).toBe(1.5);
  });
});

describe('a process of a function', () => {
  const busy = (ms: number) =>
    `{ const end = performance.now() + ${ms}; while (performance.now() < end); }`;

  it.each([
    ['index.js', 'exports.handler = '],
    ['index.mjs', 'await new Promise((go) => setTimeout(go, 40)); export const handler = '],
  ])('tells what loading and handling took: %s', async (name, exporting) => {
    const source = `${busy(20)} ${exporting} async () => ${busy(30)};`;
    const child = await start(path.join(folderOf({ [name]: source }), name));

    const isModule = name.endsWith('.mjs');
    expect(child.loaded.loadMs).toBeGreaterThanOrEqual(isModule ? 59 : 20);
    const { ms, rssBytes } = await child.invoke({});
    expect(ms).toBeGreaterThanOrEqual(30);
    expect(rssBytes).toBeGreaterThan(1e7);
  });

  it('counts processor time, not time that is waited', async () => {
    const source = 'exports.handler = () => new Promise((go) => setTimeout(go, 300));';
    const child = await start(path.join(folderOf({ 'index.js': source }), 'index.js'));

    const { ms, cpuMs } = await child.invoke({});
    expect(ms).toBeGreaterThanOrEqual(299);
    expect(cpuMs).toBeLessThan(150);
  });

  it.each([
    ['throws', 'async () => { throw new Error("no such dag"); }', 'no such dag'],
    [
      'gives its message back',
      'async () => ({ batchItemFailures: [{ itemIdentifier: "1" }] })',
      'the message was given back',
    ],
  ])('fails when the function %s', async (_, source, told) => {
    const folder = folderOf({ 'index.js': `exports.handler = ${source};` });
    const child = await start(path.join(folder, 'index.js'));
    await expect(child.invoke({})).rejects.toThrow(told);
  });

  it('fails when the function cannot be loaded', async () => {
    const folder = folderOf({ 'index.js': 'process.exit(1);' });
    await expect(start(path.join(folder, 'index.js'))).rejects.toThrow('has ended');
  });
});
