/** Compares the API with that of the last release: `npm run api:diff`. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import packageJson from '../../package.json';
import { unpackPackage } from '../package/unpack';
import { compareApis, lastRelease, mayBreak } from './compatibility';
import { compileAssembly, copySources } from './compile';

const CHANGELOG = path.join(__dirname, '..', '..', 'CHANGELOG.md');

async function main(): Promise<string> {
  const { name, version } = packageJson;
  const release = lastRelease(readFileSync(CHANGELOG, 'utf8'));
  if (release === undefined) {
    return `There is no release of ${name} yet (CHANGELOG.md has no version): the API breaks nothing.`;
  }
  if (mayBreak(release, version)) {
    return `${version} may break what ${release} promised: nothing is compared.`;
  }
  await compareWith(`${name}@${release}`);
  return `Whatever uses the API of ${name} ${release} can use that of ${version}.`;
}

async function compareWith(release: string): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mwaaq-diff-'));
  try {
    await copySources(folder);
    await compileAssembly(folder);
    await compareApis(await unpackPackage(release, folder), folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().then(console.log, (error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
