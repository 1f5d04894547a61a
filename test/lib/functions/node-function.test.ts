import { Duration, Stack } from 'aws-cdk-lib';
import { expect, it } from 'vitest';
import { nodeFunction } from '../../../lib/functions/node-function';

it('refuses to synthesize a function whose bundle was not built, and says how to build it', () => {
  const props = { description: 'x', timeout: Duration.seconds(3), environment: {} };

  expect(() => nodeFunction(new Stack(), 'Function', { bundle: 'no-such', ...props })).toThrow(
    /^the function bundle \/.+\/dist\/functions\/no-such is missing: run "npm run build" first$/,
  );
});
