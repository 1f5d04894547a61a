import { globSync, readFileSync } from 'node:fs';
import * as path from 'node:path';
import { ROOT } from '../process';
import { toldBy } from './sinks';
import { type Names, namesOf, parse, walk } from './syntax';

/** The folders whose texts a user can meet. */
const FOLDERS = [
  'app',
  'bench',
  'bin',
  'cli',
  'lambda',
  'lib',
  'local',
  'scripts',
  'testing',
  'toolchain',
];

/** The model of Airflow: its errors are in Airflow's own words. */
const MODEL = 'local/mwaa/model/';

/** A text that a user can meet, with `<name>` where a value stands. */
export interface UserText {
  readonly text: string;
  readonly file: string;
  /** By what it is met: an error's class, an outcome, `fault`, `remedy`, `schema`, `doctor`. */
  readonly by: string;
}

/** All texts of the sources that a user can meet, by file. */
export function collectTexts(): readonly UserText[] {
  const files = FOLDERS.flatMap((folder) => globSync(`${folder}/**/*.{ts,mts,mjs}`, { cwd: ROOT }));
  const sources = files
    .filter((file) => !file.startsWith(MODEL))
    .toSorted()
    .map((file) => [file, readFileSync(path.join(ROOT, file), 'utf8')] as const);
  return textsOf(sources);
}

/** @param sources files by their paths, each with its text */
export function textsOf(sources: readonly (readonly [string, string])[]): readonly UserText[] {
  const programs = sources.map(([file, source]) => ({ file, program: parse(source, file) }));
  const shared = sharedBy(programs.map(({ program }) => namesOf(program)));
  return programs.flatMap(({ file, program }) => {
    const found: UserText[] = [];
    walk(program, shared, (node, scope) => {
      const { by = '', texts = [] } = toldBy(node, scope, file) ?? {};
      found.push(...texts.filter(isText).map((text) => ({ text, file, by })));
    });
    return found;
  });
}

/** The constants that other files may use: those in capitals whose name no other file has. */
function sharedBy(files: readonly Names[]): Names {
  const all = files
    .flatMap((names) => [...names])
    .filter(([name]) => /^[A-Z][A-Z0-9_]{4,}$/.test(name));
  const byName = Map.groupBy(all, ([name]) => name).values();
  return new Map([...byName].flatMap((same) => (same.length === 1 ? same : [])));
}

/** Whether it says anything itself: what only hands on another text says nothing. */
function isText(text: string): boolean {
  return /[a-z]{2,} \S/i.test(text.replaceAll(/<[^<>]*>/g, ''));
}
