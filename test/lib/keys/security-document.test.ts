import { expect, it } from 'vitest';
import { compile, runExamples } from '../../support/documents';

const DOCUMENT = 'docs/security.md';

it(`${DOCUMENT} has an example that compiles and that the construct takes`, async () => {
  expect(await compile(DOCUMENT)).toEqual({ output: '', blocks: 1 });
  await runExamples(DOCUMENT);
}, 30_000);
