import { readdirSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import licenses from 'spdx-license-list/full';
import type { BundledPackage } from './bundled-packages';

const HEAD = `mwaa-cli-queue is under the Apache License 2.0, see LICENSE. Its bundles contain code of the packages below,
each under the licence that follows its name.`;

const RULE = '='.repeat(100);

const LICENSE_FILE = /^(licen[cs]e|copying|notice|copyright)/i;

/** What the licences of the bundled packages ask to go with them: their texts, each once. */
export function thirdPartyLicenses(packages: readonly BundledPackage[]): string {
  const byText = new Map<string, BundledPackage[]>();
  for (const one of packages) {
    const text = licenseText(one);
    byText.set(text, [...(byText.get(text) ?? []), one]);
  }
  const sections = [...byText].map(([text, some]) => {
    const names = some.map(({ name, version, license }) => `${name} ${version} (${license})`);
    return `${RULE}\n${names.join('\n')}\n${RULE}\n\n${text}`;
  });
  return `${[HEAD, ...sections].join('\n\n')}\n`;
}

function licenseText(one: BundledPackage): string {
  const files = readdirSync(one.folder)
    .filter((file) => LICENSE_FILE.test(file))
    .toSorted();
  if (files.length === 0) return standardText(one);
  return files.map((file) => readText(one, file)).join('\n\n');
}

/** Of a package that only names its licence: SPDX's text, under the package's own copyright. */
function standardText(one: BundledPackage): string {
  const standard = licenses[one.license];
  if (standard === undefined) {
    throw new Error(
      `${one.name} has no licence file, and SPDX has no text of its licence "${one.license}": add the text to scripts/package/licenses.ts`,
    );
  }
  return standard.licenseText.trim().replace(/^Copyright .*<year>.*$/im, copyrightOf(one));
}

function copyrightOf(one: BundledPackage): string {
  const [line] = /Copyright \(c\).+/i.exec(readText(one, 'README.md')) ?? [];
  if (line !== undefined) return line.replaceAll(/\[([^\]]+)\]\([^)]*\)/g, '$1');
  const { author } = JSON.parse(readText(one, 'package.json')) as {
    readonly author: string | { readonly name: string };
  };
  // As text it is "name <mail> (site)".
  const name = typeof author === 'string' ? author.replace(/ *[<(].*$/, '') : author.name;
  return `Copyright ${name}`;
}

function readText({ folder }: BundledPackage, file: string): string {
  return readFileSync(path.join(folder, file), 'utf8').replaceAll('\r\n', '\n').trim();
}
