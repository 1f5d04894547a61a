/** Every token begins so: no text of ours may hold it. */
export const TOKEN_MARK = 'T0K3N';

/** Every secret argument begins so: only a message's own body may hold it. */
export const SECRET_MARK = 'H1DD3N';

/** All the text that a value holds, of its errors and their causes too. */
export function textOf(value: unknown): string {
  if (value instanceof Error) {
    const { name, message, cause } = value;
    return `${name}: ${message}${cause === undefined ? '' : ` (cause: ${textOf(cause)})`}`;
  }
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}
