import { Spec, Validation } from '@cyclonedx/cyclonedx-library';
import { describe, expect, it } from 'vitest';
import packageJson from '../../package.json';
import type { BundledPackage } from '../../scripts/package/bundled-packages';
import { sbom } from '../../scripts/package/sbom';

const FILE = 'dist/functions/runner/index.js';
const ROOT_REF = `pkg:npm/mwaa-cli-queue@${packageJson.version}`;

const PACKAGE: BundledPackage = {
  name: '@scope/thing',
  version: '1.2.3',
  license: 'MIT OR Apache-2.0',
  // Of the bytes 0 to 63.
  integrity: `sha512-${Buffer.from(Array.from({ length: 64 }, (_, i) => i)).toString('base64')}`,
  folder: '/',
  bundles: [FILE],
};

describe('the list of what the bundles contain', () => {
  const document = sbom(
    [
      { file: FILE, content: Buffer.from('abc') },
      { file: 'dist/testing/index.js', content: Buffer.from('') },
    ],
    [PACKAGE],
  );

  it('is a CycloneDX document', async () => {
    const validator = new Validation.JsonStrictValidator(Spec.Version.v1dot6);
    expect(await validator.validate(JSON.stringify(document))).toBeNull();
  });

  it('names a package by its URL, its licences and the hash of its archive', () => {
    expect(document).toMatchObject({
      components: expect.arrayContaining([
        expect.objectContaining({
          purl: 'pkg:npm/%40scope/thing@1.2.3',
          licenses: [{ expression: 'MIT OR Apache-2.0' }],
          hashes: [{ alg: 'SHA-512', content: expect.stringMatching(/^00010203.*3c3d3e3f$/) }],
        }),
      ]),
    });
  });

  it('names a bundle by its file and the hash of its bytes', () => {
    // The digest of "abc" in FIPS 180-2, appendix B.1.
    const content = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    expect(document).toMatchObject({
      components: expect.arrayContaining([
        expect.objectContaining({ name: FILE, hashes: [{ alg: 'SHA-256', content }] }),
      ]),
    });
  });

  it('tells which package is in which bundle', () => {
    expect(document).toMatchObject({
      dependencies: [
        { ref: ROOT_REF, dependsOn: [FILE, 'dist/testing/index.js'] },
        { ref: FILE, dependsOn: ['pkg:npm/%40scope/thing@1.2.3'] },
        { ref: 'dist/testing/index.js', dependsOn: [] },
      ],
    });
  });
});
