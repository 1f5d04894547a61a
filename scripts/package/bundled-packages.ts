import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { ROOT } from '../../local/root';

/** A package whose code stands in a bundle. */
export interface BundledPackage {
  readonly name: string;
  readonly version: string;
  /** An SPDX expression. */
  readonly license: string;
  /** Of the archive that npm has installed, as the lock file has it: `sha512-` and base64. */
  readonly integrity: string;
  /** One place where it is installed. */
  readonly folder: string;
  /** The bundles that have code of it, relative to the project's root. */
  readonly bundles: readonly string[];
}

/** As much of esbuild's metafile: the bytes that each bundle has of each file. */
export interface BundleContents {
  readonly outputs: {
    readonly [bundle: string]: {
      readonly inputs: { readonly [file: string]: { readonly bytesInOutput: number } };
    };
  };
}

interface LockFile {
  readonly packages: { readonly [folder: string]: { readonly integrity?: string } };
}

/**
 * The packages that have code in the bundles, by name and version. What esbuild has read and left out is not
 * among them.
 *
 * @throws Error when one does not say its licence
 */
export function bundledPackages(builds: readonly BundleContents[]): readonly BundledPackage[] {
  const lock = JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')) as LockFile;
  const found = new Map<string, BundledPackage>();
  for (const [bundle, { inputs }] of builds.flatMap(({ outputs }) => Object.entries(outputs))) {
    for (const [file, { bytesInOutput }] of Object.entries(inputs)) {
      const folder = packageFolder(file);
      if (folder === undefined || bytesInOutput === 0) continue;
      const one = readPackage(folder, lock);
      const key = `${one.name} ${one.version}`;
      const bundles = new Set([...(found.get(key)?.bundles ?? []), bundle]);
      found.set(key, { ...one, bundles: [...bundles].toSorted() });
    }
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** `node_modules/a/node_modules/@b/c/lib/d.js` is of the package in `node_modules/a/node_modules/@b/c`. */
function packageFolder(file: string): string | undefined {
  return /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(file)?.[0];
}

function readPackage(folder: string, { packages }: LockFile): Omit<BundledPackage, 'bundles'> {
  const text = readFileSync(path.join(ROOT, folder, 'package.json'), 'utf8');
  const { name, version, license } = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const integrity = packages[folder]?.integrity;
  if (typeof license !== 'string' || integrity === undefined) {
    throw new Error(
      `${folder} has no licence in its package.json, or no integrity in the lock file: bundle another package, or another version of it`,
    );
  }
  const absolute = path.join(ROOT, folder);
  return { name: String(name), version: String(version), license, integrity, folder: absolute };
}
