import { EXAMPLES } from './examples';
import type { ImportGraph } from './import-graph';

/** What the files below one path may import: other sources by path, packages by name. */
interface Boundary {
  readonly from: RegExp;
  readonly mayImport: RegExp;
}

const CDK = 'aws-cdk-lib$|constructs$';
const BUILTINS = 'node:';
/** What a Lambda function is made of, without an SDK. */
const FUNCTION_PACKAGES = `${BUILTINS}|aws-lambda$|@middy/|@aws-lambda-powertools/`;

/** Who may import whom; a file must satisfy every rule whose `from` it matches. */
const BOUNDARIES: readonly Boundary[] = [
  { from: /^lambda\/contract\//, mayImport: /^lambda\/contract\// },
  {
    from: /^lambda\/airflow\//,
    mayImport: new RegExp(`^(lambda/(contract|airflow)/|${BUILTINS})`),
  },
  // They stand for parts of the SDK in the bundles, and for nothing else: the sources import the SDK.
  { from: /^lambda\/sdk\//, mayImport: /^@aws-sdk\/credential-provider-env$/ },
  { from: /^(?!test\/)/, mayImport: /^(?!lambda\/sdk\/)/ },
  {
    from: /^lambda\/(adapters\/|.+\/handler\.ts$)/,
    mayImport: new RegExp(`^(lambda/|@aws-sdk/|@smithy/|${FUNCTION_PACKAGES})`),
  },
  {
    from: /^lambda\/(?!adapters\/|sdk\/|.+\/handler\.ts$)/,
    mayImport: new RegExp(`^(lambda/(?!adapters/)|${FUNCTION_PACKAGES})`),
  },
  { from: /^lib\//, mayImport: new RegExp(`^(lib/|lambda/contract/|${CDK}|${BUILTINS})`) },
  { from: /^app\//, mayImport: new RegExp(`^(app/|lib/|zod$|${CDK})`) },
  // Each is copied without the others, and has the package installed.
  ...EXAMPLES.map((name) => ({
    from: new RegExp(`^examples/${name}/`),
    mayImport: new RegExp(`^(examples/${name}/|mwaa-cli-queue$|${CDK})`),
  })),
  // What is published stands alone: its types are for those who have no sources, and it brings no real Airflow.
  { from: /^testing\/types\.ts$/, mayImport: /^$/ },
  {
    from: /^testing\//,
    mayImport: /^(testing\/|lambda\/contract\/|local\/(calls\.ts$|mwaa\/(?!real\/)))/,
  },
  {
    from: /^cli\//,
    mayImport: new RegExp(
      `^(cli/|lambda/(contract|airflow|adapters)/|lambda/runner/(run/run-command|outcome)\\.ts$|commander$|@bomb\\.sh/tab(/|$)|@aws-sdk/|${BUILTINS})`,
    ),
  },
  // The command line is a program: all that others know of it is the form of the file that tells it of a local stack.
  { from: /^local\/running-file\.ts$/, mayImport: /^(?!cli\/(?!deployment\/local\.ts$))/ },
  {
    from: /^(?!(cli|test)\/|bin\/mwaaq\.mts$|local\/running-file\.ts$)/,
    mayImport: /^(?!cli\/)/,
  },
  // What is measured is the bundles and the program, as they are deployed: no source of them.
  {
    from: /^bench\//,
    mayImport: new RegExp(
      `^(bench/|local/|scripts/|lambda/contract/|package\\.json$|@aws-sdk/|esbuild$|${BUILTINS})`,
    ),
  },
  { from: /^(?!bench\/|test\/)/, mayImport: /^(?!bench\/)/ },
  // Only tests, and the scripts that run them, need a test.
  { from: /^(?!test\/|scripts\/test-)/, mayImport: /^(?!test\/)/ },
];

/** Each forbidden import, as a line that names both ends. */
export function violations(graph: ImportGraph): readonly string[] {
  return [...graph].flatMap(([file, imports]) =>
    imports
      .filter((name) =>
        BOUNDARIES.some(({ from, mayImport }) => from.test(file) && !mayImport.test(name)),
      )
      .map((name) => `${file} must not import ${name}`),
  );
}
