import * as path from 'node:path';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readAssembly, type SynthesizedStack } from '../../../local/stack/assembly';
import { filesIn } from '../../support/app';
import { blocksOf } from '../../support/documents';
import { pack, UserProject } from '../../support/package/install';

/** What a CDK app has beside the package, and what the examples import. */
const OTHERS = ['aws-cdk-lib', 'constructs', '@types/node', '@aws-sdk/client-mwaa'];

const NODE16 = { module: 'node16', moduleResolution: 'node16', skipLibCheck: true };
const BUNDLER = { module: 'esnext', moduleResolution: 'bundler', skipLibCheck: true };
/** Checks the package's own declarations as well: they must stand without its sources. */
const STRICT = { ...NODE16, skipLibCheck: false };

/** The folder of the runner's code, as it is staged for deployment. */
function stagedRunner({ resources, assetFolder }: SynthesizedStack): string {
  const [, runner] =
    [...resources].find(([id, r]) => id.startsWith('QueueRunner') && r.Type.endsWith('Function')) ??
    [];
  const { S3Key } = (runner?.Properties?.Code ?? {}) as { readonly S3Key?: string };
  return assetFolder(S3Key ?? '');
}

describe('a CDK app of somebody else', () => {
  let user: UserProject;

  beforeAll(async () => {
    user = await UserProject.create(await pack());
    await user.link(...OTHERS);
  });

  afterAll(() => user.remove());

  describe("with the README's ten lines", () => {
    const folder = () => path.join(user.folder, 'cdk.out');
    let template: Template;

    beforeAll(async () => {
      const [tenLines = ''] = blocksOf('README.md', 'ts');
      await user.write('app.ts', tenLines);
      expect(await user.compile(NODE16, 'app.ts')).toBe('');
      await user.run('cdk', 'synth', '--quiet', '--app', 'node app.js', '--no-notices');
      template = Template.fromString(await user.read('cdk.out/Pipelines.template.json'));
    });

    it('has the commands queue, a FIFO one', () => {
      template.hasResourceProperties('AWS::SQS::Queue', {
        FifoQueue: true,
        RedrivePolicy: Match.objectLike({ maxReceiveCount: Match.anyValue() }),
      });
    });

    it('deploys the very bundle of the package as the runner', () => {
      const [stack] = readAssembly(folder());
      if (stack === undefined) throw new Error('no stack');
      const bundle = filesIn(path.join(user.installed, 'dist', 'functions', 'runner'));
      expect(bundle.size).toBeGreaterThan(0);
      expect(filesIn(stagedRunner(stack))).toEqual(bundle);
    });

    it('has S3 tell of uploads', () => {
      template.hasResourceProperties('Custom::S3BucketNotifications', {
        NotificationConfiguration: {
          QueueConfigurations: [Match.objectLike({ Events: ['s3:ObjectCreated:*'] })],
        },
      });
    });
  });

  it.each([
    ['CommonJS', STRICT, 'user.cts'],
    ['ES modules', NODE16, 'user.mts'],
    ['a bundler', BUNDLER, 'user.ts'],
  ])('finds the types of each entry: %s', async (_name, options, file) => {
    await user.write(
      file,
      `import { Stack } from 'aws-cdk-lib';
       import { MwaaCommandQueue, type MwaaCommandQueueProps } from 'mwaa-cli-queue';
       import { type MwaaStandIn, startMwaaStandIn } from 'mwaa-cli-queue/testing';
       const props: MwaaCommandQueueProps = { environmentName: 'MyEnvironment' };
       export const queue = new MwaaCommandQueue(new Stack(), 'Queue', props);
       export const mwaa: Promise<MwaaStandIn> = startMwaaStandIn({
         environments: { MyEnvironment: { airflowVersion: '2.11.2', dagIds: [] } },
       });
       // @ts-expect-error a text, not a number
       queue.environmentName = 1;
       // @ts-expect-error neither has a type that it does not show
       mwaa.then(({ nothing }) => nothing);`,
    );
    expect(await user.compile({ ...options, noEmit: true }, file)).toBe('');
  });

  it.each([
    ['CommonJS', 'user.cjs', "const { MwaaCommandQueue } = require('mwaa-cli-queue');"],
    ['ES modules', 'user.mjs', "import { MwaaCommandQueue } from 'mwaa-cli-queue';"],
  ])('gets the constructs at run time: %s', async (_name, file, line) => {
    await user.write(file, `${line}\nconsole.log(typeof MwaaCommandQueue);`);
    expect(await user.run('node', file)).toBe('function\n');
  });

  it.each([
    'mwaa-cli-queue/dist/lib/mwaa-command-queue-checks',
    'mwaa-cli-queue/dist/lambda/contract/limits.js',
  ])('does not get at %s, which is not exported', async (name) => {
    const told = await user.run(
      'node',
      '-e',
      `try { require('${name}') } catch ({ code }) { console.log(code) }`,
    );
    expect(told).toBe('ERR_PACKAGE_PATH_NOT_EXPORTED\n');
    await user.write('user.cts', `import '${name}';`);
    const options = { ...NODE16, noEmit: true };
    expect(
      await user.compile({ ...options, noUncheckedSideEffectImports: true }, 'user.cts'),
    ).toMatch(/error TS2882|error TS2307/);
  });

  it('reads its version', async () => {
    const told = await user.run('node', '-p', "require('mwaa-cli-queue/package.json').version");
    expect(told).toMatch(/^\d+\.\d+\.\d+\n$/);
  });

  it('runs the example of docs/testing.md', async () => {
    await user.write('mwaa.test.ts', blocksOf('docs/testing.md', 'ts').join('\n'));
    expect(await user.compile(NODE16, 'mwaa.test.ts')).toBe('');
    expect(await user.run('node', '--test', 'mwaa.test.js')).toMatch(/pass 2\n/);
  });
});
