import { createHash } from 'node:crypto';
import packageJson from '../../package.json';
import type { BundledPackage } from './bundled-packages';

/** A bundle, as it is published. */
export interface Bundle {
  /** Relative to the project's root. */
  readonly file: string;
  readonly content: Buffer;
}

/**
 * What the bundles are made of, as a CycloneDX document: the packages with their licences, which bundle has code of
 * which, and what each bundle's bytes hash to. Without a time or a random number, so that it changes only when they do.
 *
 * @see https://cyclonedx.org/docs/1.6/json/
 */
export function sbom(bundles: readonly Bundle[], packages: readonly BundledPackage[]): object {
  const { name, version, license } = packageJson;
  const root = library({ name, version, license });
  return {
    $schema: 'http://cyclonedx.org/schema/bom-1.6.schema.json',
    bomFormat: 'CycloneDX',
    specVersion: '1.6',
    version: 1,
    metadata: { component: root },
    components: [...bundles.map(fileOf), ...packages.map(packageOf)],
    dependencies: [
      { ref: root['bom-ref'], dependsOn: bundles.map(({ file }) => file) },
      ...bundles.map(({ file }) => ({
        ref: file,
        dependsOn: packages.filter((one) => one.bundles.includes(file)).map(purlOf),
      })),
    ],
  };
}

function fileOf({ file, content }: Bundle) {
  const hash = { alg: 'SHA-256', content: createHash('sha256').update(content).digest('hex') };
  return { type: 'file', 'bom-ref': file, name: file, hashes: [hash] };
}

function packageOf(one: BundledPackage) {
  const base64 = one.integrity.replace(/^sha512-/, '');
  const hash = { alg: 'SHA-512', content: Buffer.from(base64, 'base64').toString('hex') };
  return { ...library(one), scope: 'required', hashes: [hash] };
}

type Library = Pick<BundledPackage, 'name' | 'version' | 'license'>;

function library(one: Library) {
  const { name, version, license } = one;
  const purl = purlOf(one);
  return { type: 'library', 'bom-ref': purl, name, version, licenses: [choice(license)], purl };
}

/** A scope's `@` is escaped in a package URL, its slash is not. */
function purlOf({ name, version }: Library): string {
  return `pkg:npm/${name.replace('@', '%40')}@${version}`;
}

/** One licence by its id, several by what joins them. */
function choice(license: string) {
  return license.includes(' ') ? { expression: license } : { license: { id: license } };
}
