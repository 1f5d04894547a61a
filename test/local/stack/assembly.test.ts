import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import { readAssembly } from '../../../local/stack/assembly';
import { FUNCTIONS_FOLDER } from '../../../scripts/functions';
import { filesIn, sampleConfig, synthesize } from '../../support/app';
import { temporaryFolder } from '../../support/temporary-folder';

describe('a cloud assembly', () => {
  it('gives the stacks, resources, outputs and assets that the app synthesized', () => {
    const stacks = readAssembly(synthesize(sampleConfig()).directory);

    expect(stacks.map(({ name }) => name)).toEqual([
      'mwaaq-MyEnvironment',
      'mwaaq-MyOtherEnvironment',
    ]);
    const [stack] = stacks;
    expect(stack?.outputs.get('EnvironmentName')).toBe('MyEnvironment');
    const bundles = [...(stack?.resources.values() ?? [])].flatMap(({ Type, Properties }) => {
      const { S3Key } = Object(Properties?.Code) as { S3Key?: string };
      return Type === 'AWS::Lambda::Function' && S3Key !== undefined ? [S3Key] : [];
    });
    const staged = bundles.map((key) => filesIn(stack?.assetFolder(key) ?? ''));
    const built = ['runner', 'upload-trigger', 'upload-trigger'].map((name) =>
      filesIn(path.join(FUNCTIONS_FOLDER, name)),
    );
    expect(staged).toEqual(built);
  });

  it('may have artifacts that are no stacks, and stacks without outputs', () => {
    const folder = temporaryFolder();
    const write = (file: string, content: object) =>
      writeFileSync(path.join(folder, file), JSON.stringify(content));
    write('manifest.json', {
      artifacts: {
        Tree: { type: 'cdk:tree' },
        S: { type: 'aws:cloudformation:stack', properties: { templateFile: 's.json' } },
      },
    });
    write('s.json', { Resources: { R: { Type: 'AWS::SQS::Queue' } } });

    const stacks = readAssembly(folder);

    expect(stacks).toMatchObject([
      { name: 'S', resources: new Map([['R', { Type: 'AWS::SQS::Queue' }]]), outputs: new Map() },
    ]);
  });
});
