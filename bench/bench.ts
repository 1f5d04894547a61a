/**
 * `npm run bench`: measures what the system costs, each beside a baseline of the same run, and writes it into
 * docs/performance.md with its pictures. With names it measures these parts only: `npm run bench -- mwaaq`.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { main } from '../local/main';
import { type BenchContext, chooseParts, type Part } from './part';
import { PARTS } from './parts';
import { putSection } from './report/document';
import { describeOrigin, machineLoad } from './report/origin';
import { drawComparisons } from './report/plot';
import { writeSection } from './report/section';

const DOCS = path.join(__dirname, '..', 'docs');
const DOCUMENT = path.join(DOCS, 'performance.md');

void main(async (signal, atEnd) => {
  const tell = (line: string) => void process.stderr.write(`${line}\n`);
  for (const part of chooseParts(PARTS, process.argv.slice(2))) {
    tell(`${part.name} …`);
    const section = await measure(part, { tell, signal, atEnd });
    if (section === undefined) continue;
    process.stdout.write(`${section}\n\n`);
    tell(`written into ${path.relative(process.cwd(), DOCUMENT)}`);
  }
  return 0;
});

/** @returns the part's section, which stands in the document now; nothing where it cannot be measured */
async function measure(part: Part, context: BenchContext): Promise<string | undefined> {
  const { name, heading } = part;
  const loadBefore = machineLoad();
  const measured = await part.measure(context);
  if (measured === undefined) return undefined;
  const { comparisons } = measured;
  const picture = comparisons.length === 0 ? undefined : `performance-${name}.svg`;
  if (picture !== undefined) {
    writeFileSync(path.join(DOCS, picture), drawComparisons(heading, comparisons));
  }
  const section = writeSection(heading, measured, picture, describeOrigin(loadBefore));
  const before = existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : '';
  const names = PARTS.map((one) => one.name);
  writeFileSync(DOCUMENT, putSection(before, names, name, section));
  return section;
}
