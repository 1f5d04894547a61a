import { describe, expect, it } from 'vitest';
import { violations } from './support/boundaries';
import { arrowsOf, readImportDiagram } from './support/import-diagram';
import { importsOf, readImportGraph } from './support/import-graph';

const SOURCES = [
  'app',
  'bench',
  'bin',
  'cli',
  'examples',
  'lambda',
  'lib',
  'local',
  'scripts',
  'test',
  'testing',
];

const graph = readImportGraph(SOURCES);

describe('the import graph', () => {
  it('has no import across a boundary', () => {
    expect([...graph.keys()]).toEqual(
      expect.arrayContaining([
        'lib/index.ts',
        'lambda/runner/handler.ts',
        'app/app.ts',
        'examples/minimal/app.ts',
        'cli/main.ts',
      ]),
    );
    expect(graph.get('lambda/adapters/sqs/queues.ts')).toContain('@aws-sdk/client-sqs');
    expect(violations(graph)).toEqual([]);
  });

  it('is the one that docs/design.md draws, arrow by arrow', () => {
    const { nodes, arrows } = readImportDiagram();

    expect(arrows.toSorted()).toEqual(arrowsOf(graph, nodes).toSorted());
  });

  it('holds imports of every form', () => {
    const source = `
      import a, { type A } from 'value';
      import type { B } from 'type-only';
      import 'side-effect';
      export * from 'star';
      export { c } from 'named';
      export type { D } from 'named-type';
      import e = require('import-equals');
      const f = require('require');
      const g = await import('dynamic');
      type H = import('type-query').H;
      // import 'comment'
      export const text = "import 'string'";
    `;

    expect(importsOf(source).toSorted()).toEqual([
      'dynamic',
      'import-equals',
      'named',
      'named-type',
      'require',
      'side-effect',
      'star',
      'type-only',
      'type-query',
      'value',
    ]);
  });
});

describe('the boundaries', () => {
  it.each([
    ['lib/x.ts', 'lambda/contract/limits.ts'],
    ['lib/x.ts', 'aws-cdk-lib'],
    ['app/x.ts', 'lib/index.ts'],
    ['app/x.ts', 'zod'],
    ['lambda/contract/x.ts', 'lambda/contract/y.ts'],
    ['lambda/airflow/x.ts', 'lambda/contract/y.ts'],
    ['lambda/airflow/x.ts', 'node:crypto'],
    ['lambda/adapters/x.ts', '@aws-sdk/client-sqs'],
    ['lambda/runner/handler.ts', '@aws-sdk/client-sqs'],
    ['lambda/sdk/x.ts', '@aws-sdk/credential-provider-env'],
    ['local/x.ts', 'app/app.ts'],
    ['local/running-file.ts', 'cli/deployment/local.ts'],
    ['bin/mwaaq.mts', 'cli/main.ts'],
    ['cli/x.ts', 'cli/commands/y.ts'],
    ['cli/x.ts', 'lambda/contract/message.ts'],
    ['cli/x.ts', 'lambda/adapters/mwaa/mwaa-api.ts'],
    ['cli/x.ts', 'lambda/runner/run/run-command.ts'],
    ['cli/x.ts', '@aws-sdk/client-sqs'],
    ['cli/x.ts', 'commander'],
    ['cli/x.ts', '@bomb.sh/tab'],
    ['cli/x.ts', '@bomb.sh/tab/commander'],
    ['testing/x.ts', 'local/mwaa/model/model.ts'],
    ['bench/x.ts', 'local/stack-run.ts'],
    ['bench/x.ts', 'scripts/dashboard/svg.ts'],
    ['bench/x.ts', '@aws-sdk/client-sqs'],
    ['test/x.ts', 'bench/part.ts'],
    ['test/x.ts', 'lambda/runner/handler.ts'],
    ['scripts/test-x.ts', 'test/support/process.ts'],
    ['examples/minimal/x.ts', 'mwaa-cli-queue'],
    ['examples/minimal/x.ts', 'examples/minimal/y.ts'],
    ['examples/minimal/x.ts', 'aws-cdk-lib'],
  ])('let %s import %s', (file, name) => {
    expect(violations(new Map([[file, [name]]]))).toEqual([]);
  });

  it.each([
    ['lib/x.ts', 'lambda/airflow/argv.ts'],
    ['lib/x.ts', 'lambda/runner/handler.ts'],
    ['lib/x.ts', 'app/config.ts'],
    ['lib/x.ts', '@aws-sdk/client-sqs'],
    ['lambda/runner/x.ts', 'lib/index.ts'],
    ['lambda/runner/x.ts', 'cli/x.ts'],
    ['lambda/runner/x.ts', 'local/project.ts'],
    ['lambda/adapters/x.ts', 'app/config.ts'],
    ['lambda/runner/handler.ts', 'aws-cdk-lib'],
    ['lambda/contract/x.ts', 'lambda/airflow/argv.ts'],
    ['lambda/contract/x.ts', 'node:crypto'],
    ['lambda/airflow/x.ts', '@aws-sdk/client-mwaa'],
    ['lambda/airflow/x.ts', 'lambda/adapters/sqs/queues.ts'],
    ['lambda/airflow/handler.ts', '@aws-sdk/client-mwaa'],
    ['lambda/runner/run/run-command.ts', '@aws-sdk/client-sqs'],
    ['lambda/runner/run/run-command.ts', 'lambda/adapters/mwaa/airflow-cli.ts'],
    ['lambda/adapters/x.ts', 'lambda/sdk/endpoint-cache.ts'],
    ['lambda/sdk/x.ts', '@aws-sdk/client-sqs'],
    ['app/x.ts', 'lambda/contract/limits.ts'],
    ['app/x.ts', 'local/project.ts'],
    ['bench/x.ts', 'lambda/runner/handler.ts'],
    ['bench/x.ts', 'cli/main.ts'],
    ['bench/x.ts', 'test/support/process.ts'],
    ['local/x.ts', 'bench/part.ts'],
    ['scripts/x.ts', 'bench/part.ts'],
    ['bin/x.ts', 'test/support/process.ts'],
    ['local/x.ts', 'test/support/process.ts'],
    ['local/x.ts', 'cli/deployment/local.ts'],
    ['local/running-file.ts', 'cli/main.ts'],
    ['app/x.ts', 'cli/exit.ts'],
    ['scripts/x.ts', 'cli/main.ts'],
    ['bin/app.ts', 'cli/main.ts'],
    ['cli/x.ts', 'lambda/runner/handler.ts'],
    ['cli/x.ts', 'lambda/upload-trigger/rule.ts'],
    ['cli/x.ts', 'lib/index.ts'],
    ['cli/x.ts', 'local/project.ts'],
    ['cli/x.ts', 'aws-cdk-lib'],
    ['cli/x.ts', 'zod'],
    ['cli/x.ts', '@middy/core'],
    ['testing/x.ts', 'local/project.ts'],
    ['testing/x.ts', 'local/mwaa/real/real-airflow.ts'],
    ['testing/types.ts', 'local/mwaa/engine.ts'],
    ['scripts/build.ts', 'test/support/process.ts'],
    ['examples/minimal/x.ts', 'lib/index.ts'],
    ['examples/minimal/x.ts', 'examples/notify/app.ts'],
    ['examples/minimal/x.ts', 'zod'],
    ['lib/x.ts', 'mwaa-cli-queue'],
  ])('do not let %s import %s', (file, name) => {
    expect(violations(new Map([[file, [name]]]))).toEqual([`${file} must not import ${name}`]);
  });
});
