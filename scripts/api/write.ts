/** Writes docs/api.md from the docstrings: `npm run api`. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { compileAssembly, copySources } from './compile';
import { apiReference } from './reference';

async function main(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'mwaaq-api-'));
  try {
    await copySources(folder);
    const reference = apiReference(await compileAssembly(folder));
    writeFileSync(path.join(__dirname, '..', '..', 'docs', 'api.md'), reference);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
