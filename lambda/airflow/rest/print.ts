/** JSON on one line as Python's `json.dumps` writes it, so that a record reads the same by either way. */
export function printJson(value: unknown): string {
  // A line break in JSON text is never part of a string.
  return JSON.stringify(value, null, 1)
    .replace(/(?<=[[{])\n\s*|\n\s*(?=[\]}])/g, '')
    .replace(/\n\s*/g, ' ');
}

/** A row with these keys alone, in their order, as far as it has them. */
export function pick(
  row: Readonly<Record<string, unknown>>,
  keys: readonly string[],
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(keys.filter((key) => key in row).map((key) => [key, row[key]]));
}
