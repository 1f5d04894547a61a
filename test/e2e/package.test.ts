import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, runProgram } from '../support/process';

describe('the published package', () => {
  let folder: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'mwaaq-package-'));
    const packed = await runProgram('npm', ['pack', '--pack-destination', folder]);
    expect(packed.code, packed.output).toBe(0);
    const [archive = ''] = await readdir(folder);
    await writeFile(path.join(folder, 'package.json'), '{"name": "user", "private": true}');
    const installed = await runProgram('npm', ['install', '--offline', archive], { cwd: folder });
    expect(installed.code, installed.output).toBe(0);
  });

  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('adds one package and puts no program on the PATH', async () => {
    const entries = await readdir(path.join(folder, 'node_modules'));
    expect(entries.filter((entry) => entry !== '.package-lock.json')).toEqual(['mwaa-cli-queue']);
  });

  it('has the constructs, their types and the function bundles', async () => {
    const files = await readdir(path.join(folder, 'node_modules', 'mwaa-cli-queue', 'dist'), {
      recursive: true,
    });
    expect(files).toEqual(
      expect.arrayContaining([
        'lib/index.js',
        'lib/index.d.ts',
        'functions/event-trigger/index.js',
        'functions/runner/index.js',
        'functions/upload-trigger/index.js',
      ]),
    );
  });

  it('synthesizes from the installed folder, with aws-cdk-lib beside it', async () => {
    const script = path.join(folder, 'app.js');
    await writeFile(
      script,
      `const { App, Stack } = require('aws-cdk-lib');
       const { MwaaCommandQueue } = require('mwaa-cli-queue');
       const app = new App();
       new MwaaCommandQueue(new Stack(app, 'S'), 'Queue', { environmentName: 'MyEnvironment' });
       console.log(app.synth().stacks.length);`,
    );
    const run = await runProgram('env', [
      `NODE_PATH=${path.join(ROOT, 'node_modules')}`,
      'node',
      script,
    ]);
    expect(run.output.trim()).toBe('1');
  });
});
