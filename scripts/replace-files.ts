import { chmod, mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import * as path from 'node:path';

interface NewFile {
  /** Where it is to be; absolute. */
  readonly path: string;
  readonly contents: Uint8Array;
}

/** Lambda's own user must read the bundles, whatever umask they were built under: CDK keeps the modes. */
const READABLE_FILE = 0o644;
const READABLE_FOLDER = 0o755;

/** Makes a folder hold these files and no others, each replaced as `replaceFile` does it. */
export async function replaceFiles(folder: string, files: readonly NewFile[]): Promise<void> {
  for (const file of files) await replaceFile(file, READABLE_FILE, folder);
  const kept = new Set(files.map((file) => file.path));
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isFile() && !kept.has(file)) await rm(file);
  }
}

/**
 * Writes a file that is there whole at any time, and is not touched when it stays the same: whoever reads it meanwhile,
 * such as a function that starts, sees the old one or the new one.
 *
 * @param draft the beginning of a name that nobody reads, on the same disk
 */
export async function replaceFile(
  { path: file, contents }: NewFile,
  mode: number,
  draft: string = file,
): Promise<void> {
  await mkdir(path.dirname(file), { recursive: true });
  await chmod(path.dirname(file), READABLE_FOLDER);
  const old = await readFile(file).catch(() => undefined);
  if (!old?.equals(contents)) {
    const written = `${draft}.${process.pid}`;
    await writeFile(written, contents);
    await rename(written, file);
  }
  await chmod(file, mode);
}
