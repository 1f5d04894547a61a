import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BundledPackage } from '../../scripts/package/bundled-packages';
import { thirdPartyLicenses } from '../../scripts/package/licenses';
import { temporaryFolder } from '../support/temporary-folder';

/** A bundled package with these files. */
function testPackage(name: string, license: string, files: Readonly<Record<string, string>>) {
  const folder = temporaryFolder();
  for (const [file, text] of Object.entries(files)) writeFileSync(path.join(folder, file), text);
  const one: BundledPackage = {
    name,
    version: '1.0.0',
    license,
    integrity: 'sha512-',
    folder,
    bundles: [],
  };
  return one;
}

describe('the licences of others', () => {
  it('have each text once, above it the packages that it is for', () => {
    const files = { 'LICENSE.md': 'Do what you like.\r\n' };
    const packages = ['a', 'b'].map((name) => testPackage(name, 'MIT', files));
    const text = thirdPartyLicenses(packages);
    expect(text).toContain('\na 1.0.0 (MIT)\nb 1.0.0 (MIT)\n');
    expect(text.split('Do what you like.\n')).toHaveLength(2);
  });

  it('have notices too', () => {
    const files = { LICENSE: 'Do what you like.', NOTICE: 'Name us.' };
    const text = thirdPartyLicenses([testPackage('a', 'MIT', files)]);
    expect(text).toContain('Do what you like.\n\nName us.');
  });

  it('have the standard text where a package only names it, under its own copyright', () => {
    const text = thirdPartyLicenses([
      testPackage('a', 'MIT', { 'README.md': 'Copyright (c) 2026 [A](https://a.example) and B.' }),
      testPackage('b', 'MIT-0', {
        'README.md': 'Nothing.',
        'package.json': '{"author": {"name": "C"}}',
      }),
      testPackage('c', 'MIT', {
        'README.md': 'Nothing.',
        'package.json': '{"author": "D E <d@e.example> (https://e.example)"}',
      }),
    ]);
    expect(text).toContain('Copyright (c) 2026 A and B.\n\nPermission is hereby granted');
    expect(text).toContain('Copyright C\n\nPermission is hereby granted');
    expect(text).toContain('Copyright D E\n');
    expect(text).not.toContain('<');
  });

  it('ask for the text of a licence that has no standard one', () => {
    const own = testPackage('a', 'OWN', { 'README.md': 'Nothing.' });
    expect(() => thirdPartyLicenses([own])).toThrow(
      'a has no licence file, and SPDX has no text of its licence "OWN": add the text to scripts/package/licenses.ts',
    );
  });
});
