import { existsSync, readdirSync, readFileSync } from 'node:fs';
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
  const stacks = synthesizeProject();
  const folder = localFolder('mutant');
  await buildFunctions(folder, mutations.map(mutate));
  return stacks.map((stack) => ({
    ...stack,
    assetFolder: (s3Key) => path.join(folder, functionIn(stack.assetFolder(s3Key))),
  }));
}

/** Which function's folder an asset is: the asset has the very bytes of its bundle. */
function functionIn(assetFolder: string): string {
  const [bundle = ''] = readdirSync(assetFolder).filter((file) => file.endsWith('.js'));
  const asset = readFileSync(path.join(assetFolder, bundle));
  const isIt = (name: string) => {
    const file = path.join(FUNCTIONS_FOLDER, name, bundle);
    return existsSync(file) && readFileSync(file).equals(asset);
  };
  const name = FUNCTIONS.find(isIt);
  if (name === undefined) throw new Error(`${assetFolder} is no bundle of dist/functions`);
  return name;
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
