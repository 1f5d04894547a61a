import { App, Stack } from 'aws-cdk-lib';
import { Key } from 'aws-cdk-lib/aws-kms';
import { expect, it, onTestFinished } from 'vitest';
import { MwaaCommandQueue } from '../../../lib';
import { readAssembly } from '../../../local/stack/assembly';
import { startLocalStack } from '../../../local/stack/local-stack';
import { temporaryFolder } from '../../support/temporary-folder';

it('the local stack runs one with a key of its own as if it had none', async () => {
  const app = new App({ outdir: temporaryFolder(), builtinCloudFormationValidation: false });
  const scope = new Stack(app, 'Stack');
  const encryptionKey = new Key(scope, 'Key', { alias: 'mwaaq' });
  new MwaaCommandQueue(scope, 'Queue', { environmentName: 'MyEnvironment', encryptionKey });

  const stack = await startLocalStack({
    stacks: readAssembly(app.synth().directory),
    variables: {},
    onEvent: () => {},
  });
  onTestFinished(stack.stop);

  expect(stack.functions.size).toBe(1);
});
