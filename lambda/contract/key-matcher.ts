/** One piece of a key pattern: a text, or what stands for many. */
export type PatternPart =
  | { readonly kind: 'literal'; readonly text: string }
  | {
      readonly kind: 'any';
      readonly name?: string;
      readonly least: 0 | 1;
      readonly slashes: boolean;
    };

/**
 * Finds what each part of a pattern stands for in a key; where there is a choice, the earlier part has more. In a
 * time that grows with the parts and the key's length alone: who may upload chooses the key, and a regular
 * expression may need minutes for a bad one.
 *
 * @returns a text for each part, or nothing when the key has another form
 */
export function matchParts(
  parts: readonly PatternPart[],
  key: string,
): readonly string[] | undefined {
  const rest = whereRestMatches(parts, key);
  if (!rest[0]?.[0]) return undefined;
  let start = 0;
  return parts.map((part, i) => {
    const end = endOf(part, start, key, rest[i + 1]);
    const text = key.slice(start, end);
    start = end;
    return text;
  });
}

type Flags = Uint8Array | undefined;

/** For each part, and one beyond the last: at which places of the key the pattern may go on with it. */
function whereRestMatches(parts: readonly PatternPart[], key: string): readonly Uint8Array[] {
  const end = new Uint8Array(key.length + 1);
  end[key.length] = 1;
  const rest: Uint8Array[] = [end];
  for (const part of parts.toReversed()) {
    rest.unshift(
      part.kind === 'literal' ? ofLiteral(part.text, key, rest[0]) : ofAny(part, key, rest[0]),
    );
  }
  return rest;
}

function ofLiteral(text: string, key: string, next: Flags): Uint8Array {
  return Uint8Array.from({ length: key.length + 1 }, (_, at) =>
    key.startsWith(text, at) && next?.[at + text.length] ? 1 : 0,
  );
}

function ofAny(part: AnyPart, key: string, next: Flags): Uint8Array {
  const here = new Uint8Array(key.length + 1);
  // With one character at least taken, and with none.
  let goesOn = false;
  for (let at = key.length; at >= 0; at--) {
    goesOn = at < key.length && takes(part, key, at) && (goesOn || Boolean(next?.[at + 1]));
    here[at] = goesOn || (part.least === 0 && next?.[at]) ? 1 : 0;
  }
  return here;
}

type AnyPart = Extract<PatternPart, { readonly kind: 'any' }>;

function takes({ slashes }: AnyPart, key: string, at: number): boolean {
  return slashes || key[at] !== '/';
}

/** Where a part ends that begins at a place: the last one from which the rest matches. */
function endOf(part: PatternPart, start: number, key: string, next: Flags): number {
  if (part.kind === 'literal') return start + part.text.length;
  let longest = start;
  for (let at = start; at <= key.length; at++) {
    if (at - start >= part.least && next?.[at]) longest = at;
    if (at === key.length || !takes(part, key, at)) break;
  }
  return longest;
}
