/** Builds what is published beside the compiled constructs: bundles, what tells of the code in them, and the form of a message. */
import { readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import type { Metafile } from 'esbuild';
import { ROOT } from '../../local/root';
import { buildCommandLine } from '../command-line';
import { buildFunctions } from '../functions';
import { schemaText } from '../message/schema';
import { bundledPackages } from './bundled-packages';
import { thirdPartyLicenses } from './licenses';
import { type Bundle, sbom } from './sbom';
import { buildTesting } from './testing';

async function main(): Promise<void> {
  const metafiles = [await buildFunctions(), await buildCommandLine(), await buildTesting()];
  const packages = bundledPackages(metafiles);
  write('message.schema.json', schemaText());
  write('THIRD-PARTY-LICENSES', thirdPartyLicenses(packages));
  const document = sbom(metafiles.flatMap(bundlesOf), packages);
  write('sbom.cdx.json', `${JSON.stringify(document, undefined, 2)}\n`);
}

function bundlesOf({ outputs }: Metafile): readonly Bundle[] {
  return Object.keys(outputs).map((file) => ({
    file,
    content: readFileSync(path.join(ROOT, file)),
  }));
}

function write(file: string, text: string): void {
  writeFileSync(path.join(ROOT, 'dist', file), text);
}

void main();
