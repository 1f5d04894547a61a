import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';

interface NewFile {
  /** Where it is to be; absolute. */
  readonly path: string;
  readonly contents: Uint8Array;
}

/**
 * Makes a folder hold these files and no others. Each is there whole at any time, and one that stays the same is not
 * touched: whoever reads it meanwhile, such as a function that starts, sees the old one or the new one.
 */
export async function replaceFiles(folder: string, files: readonly NewFile[]): Promise<void> {
  for (const { path: file, contents } of files) {
    await makeReadable(path.dirname(file));
    const old = await readFile(file).catch(() => undefined);
    if (!old?.equals(contents)) {
      const draft = `${folder}.${process.pid}`;
      await writeFile(draft, contents);
      await rename(draft, file);
    }
    await chmod(file, 0o644);
  }
  const kept = new Set(files.map((file) => file.path));
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !kept.has(file)) await rm(file);
  }
}

/** Lambda's own user must read the bundle, whatever umask it was built under: CDK keeps the modes. */
async function makeReadable(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
}
