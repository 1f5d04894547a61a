/** A text's beginning. It may be cut, or have come, with half a character, which UTF-8 cannot hold. */
export function shorten(text: string, length: number): string {
  const cut = text.length <= length ? text : `${text.slice(0, length - 1)}…`;
  return cut.toWellFormed();
}
