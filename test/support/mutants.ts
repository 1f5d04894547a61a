import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import type { Plugin } from 'esbuild';
import { localFolder, synthesizeProject } from '../../local/project';
import type { SynthesizedStack } from '../../local/stack/assembly';
import { buildFunctions, FUNCTIONS, FUNCTIONS_FOLDER } from '../../scripts/functions';
import { applyMutation, type Mutation } from './mutation';

/** The project's stacks, their functions built from sources with the faults in them. */
export async function mutatedProject(
  mutations: readonly Mutation[],
): Promise<readonly SynthesizedStack[]> {
  await buildFunctions();
  const stacks = synthesizeProject();
  const folder = localFolder('mutant');
  await buildFunctions(folder, mutations.map(mutate));
  return stacks.map((stack) => ({
    ...stack,
    assetFolder: (s3Key) => path.join(folder, functionIn(stack.assetFolder(s3Key))),
  }));
}

/** Which function's bundle an asset is: the asset has the bundle's very bytes. */
function functionIn(assetFolder: string): string {
  const asset = readFileSync(path.join(assetFolder, 'index.js'));
  const name = FUNCTIONS.find((f) => readFileSync(bundleOf(f)).equals(asset));
  if (name === undefined) throw new Error(`${assetFolder} is no bundle of dist/functions`);
  return name;
}

function bundleOf(name: string): string {
  return path.join(FUNCTIONS_FOLDER, name, 'index.js');
}

function mutate(mutation: Mutation): Plugin {
  const { file } = mutation;
  return {
    name: `mutate ${file}`,
    setup(build) {
      build.onLoad({ filter: new RegExp(`/lambda/${file.replace('.', '\\.')}$`) }, async (args) => {
        const source = await readFile(args.path, 'utf8');
        return { contents: applyMutation(source, mutation), loader: 'ts' };
      });
    },
  };
}
