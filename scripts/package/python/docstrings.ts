import type { Assembly } from '../../api/assembly';

/** What a default of jsii's looks like in a docstring, and what Python calls it. */
const WORDS: Readonly<Record<string, string>> = { true: 'True', false: 'False' };

/**
 * Has the docstrings of a generated module name options, properties and methods as the module itself does:
 * jsii-pacmak translates their examples, not their text.
 */
export function pythonDocstrings(source: string, assembly: Assembly): string {
  const names = memberNames(assembly);
  return source
    .replaceAll(/``(\w+)``/g, (code, word: string) => {
      const python = names.has(word) ? snakeCase(word) : WORDS[word];
      return python === undefined ? code : `\`\`${python}\`\``;
    })
    .replaceAll(/(Default: |:default: )(true|false)$/gm, (_all, label: string, word: string) => {
      return `${label}${WORDS[word]}`;
    });
}

function memberNames({ types }: Assembly): ReadonlySet<string> {
  const members = Object.values(types).flatMap(({ properties = [], methods = [] }) => [
    ...properties,
    ...methods,
  ]);
  return new Set(members.map(({ name }) => name));
}

/** As jsii does it for names without abbreviations in capitals, of which there are none. */
function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
