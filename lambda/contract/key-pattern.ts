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
  const names: string[] = [];
  const literals: string[] = [];
  let source = '';
  let end = 0;
  for (const { 0: part, 1: name, index } of text.matchAll(PARTS)) {
    literals.push(text.slice(end, index));
    source += `${escapeLiteral(text.slice(end, index))}${part === '**' ? '[^]*' : part === '*' ? '[^/]*' : '([^/]+)'}`;
    end = index + part.length;
    if (name === undefined) continue;
    if (!/^[A-Za-z][A-Za-z0-9_]*$/.test(name))
      throw fault(`has the part {${name}}, which is no name`);
    if (names.includes(name)) throw fault(`has the part {${name}} twice`);
    names.push(name);
  }
  literals.push(text.slice(end));
  if (literals.length === 1) throw fault('has neither a {name} nor a *');
  if (literals.some((literal) => /[{}]/.test(literal)))
    throw fault('has a brace without its other one');
  const form = new RegExp(`^${source}${escapeLiteral(text.slice(end))}$`);
  return {
    names,
    prefix: literals[0] ?? '',
    suffix: literals.at(-1) ?? '',
    match(key) {
      const found = form.exec(key);
      if (found === null) return undefined;
      return Object.fromEntries(names.map((name, i) => [name, found[i + 1] ?? '']));
    },
  };
}

function escapeLiteral(literal: string): string {
  return literal.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
}
