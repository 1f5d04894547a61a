/** Writes the wheel into dist/python: `npm run build:python`. */
import { ensurePython } from './venv';
import { makeWheel } from './wheel';

async function main(): Promise<void> {
  const venv = await ensurePython({ onProgress: console.error });
  console.log(await makeWheel(venv));
}

main().catch((error: Error) => {
  console.error(error.message);
  process.exitCode = 1;
});
