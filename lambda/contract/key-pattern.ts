import { matchParts, type PatternPart } from './key-matcher';

/** A form that keys have, with names for parts of them. */
export interface KeyPattern {
  /** In their order. */
  readonly names: readonly string[];
  /** What every key of the form begins and ends with. */
  readonly prefix: string;
  readonly suffix: string;
  /** The named parts of a key; nothing when the key has another form. */
  match(key: string): Readonly<Record<string, string>> | undefined;
}

/** A name, `*` for what has no slash, `**` for anything: in that order, since `**` begins as `*` does. */
const PARTS = /\{([^{}]*)\}|\*\*|\*/g;

/**
 * Reads a pattern such as `sales/{date}/{region}/*.csv`: `{name}` stands for one character or more without
 * a slash, `*` for any number without a slash, `**` for any number, and all else for itself.
 *
 * @throws Error which names the pattern and what is wrong with it
 */
export function readKeyPattern(text: string): KeyPattern {
  const fault = (what: string) =>
    new Error(
      `key pattern ${JSON.stringify(text)} ${what}; give for example "sales/{date}/*.csv", where {name} is a part without a slash, * any text without one and ** any text`,
    );
  const parts = split(text);
  const any = parts.flatMap((part) => (part.kind === 'any' ? [part] : []));
  const names = any.flatMap(({ name }) => name ?? []);
  const wrong = names.find((name) => !/^[A-Za-z][A-Za-z0-9_]*$/.test(name));
  if (wrong !== undefined) throw fault(`has the part {${wrong}}, which is no name`);
  const twice = names.find((name, i) => names.indexOf(name) !== i);
  if (twice !== undefined) throw fault(`has the part {${twice}} twice`);
  if (any.length === 0) throw fault('has neither a {name} nor a *');
  const literals = parts.map((part) => (part.kind === 'literal' ? part.text : ''));
  if (literals.some((literal) => /[{}]/.test(literal))) {
    throw fault('has a brace without its other one');
  }
  return {
    names,
    prefix: literals[0] ?? '',
    suffix: literals.at(-1) ?? '',
    match(key) {
      const found = matchParts(parts, key);
      if (found === undefined) return undefined;
      return Object.fromEntries(
        parts.flatMap((part, i) =>
          part.kind === 'any' && part.name !== undefined ? [[part.name, found[i] ?? '']] : [],
        ),
      );
    },
  };
}

/** Texts and what stands between them, by turns: it begins and ends with a text, which may be empty. */
function split(text: string): readonly PatternPart[] {
  const parts: PatternPart[] = [];
  let end = 0;
  for (const { 0: found, 1: name, index } of text.matchAll(PARTS)) {
    parts.push({ kind: 'literal', text: text.slice(end, index) });
    if (name === undefined) parts.push({ kind: 'any', least: 0, slashes: found === '**' });
    else parts.push({ kind: 'any', name, least: 1, slashes: false });
    end = index + found.length;
  }
  return [...parts, { kind: 'literal', text: text.slice(end) }];
}
