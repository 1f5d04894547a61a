import { isJsonObject } from './json';

/** A run's `conf` with placeholders in its texts, at any depth. */
export type ConfTemplate = Readonly<Record<string, unknown>>;

/** What a placeholder stands for; nothing where there is none this time. */
export type PlaceholderValue = unknown;

/** `{name}`, or a brace itself, which is written twice. */
const PLACEHOLDER = /\{\{|\}\}|\{([^{}]*)\}|[{}]/g;

/**
 * Checks that a template has no placeholder but those that there are.
 *
 * @param isKnown whether there is a placeholder of a name
 * @param known tells what there is, for the error
 * @throws Error which names the place, the placeholder, and what there is
 */
export function checkTemplate(
  template: ConfTemplate,
  isKnown: (name: string) => boolean,
  known: string,
): void {
  visit(template, 'conf', (text, where) => {
    for (const [found, name] of text.matchAll(PLACEHOLDER)) {
      if (found === '{{' || found === '}}') continue;
      if (name === undefined) {
        throw new Error(
          `${where} has a single ${found}: write ${found}${found} for the brace itself`,
        );
      }
      if (isKnown(name)) continue;
      throw new Error(
        `${where} has the unknown placeholder {${name}}: there are ${known}; write {{ and }} for braces`,
      );
    }
  });
}

/**
 * Fills a template. A text that is but one placeholder becomes its value, of whatever type, and is left out
 * where there is none; inside a longer text a value stands as text, and none as nothing.
 */
export function fillTemplate(
  template: ConfTemplate,
  read: (name: string) => PlaceholderValue,
): Record<string, unknown> {
  return fill(template, read) as Record<string, unknown>;
}

function fill(value: unknown, read: (name: string) => PlaceholderValue): unknown {
  if (typeof value === 'string') return fillText(value, read);
  if (Array.isArray(value)) {
    return value.map((item) => fill(item, read)).filter((item) => item !== undefined);
  }
  if (!isJsonObject(value)) return value;
  const fields = Object.entries(value).map(([name, field]) => [name, fill(field, read)]);
  return Object.fromEntries(fields.filter(([, field]) => field !== undefined));
}

function fillText(text: string, read: (name: string) => PlaceholderValue): unknown {
  const [, only] = /^\{([^{}]+)\}$/.exec(text) ?? [];
  if (only !== undefined) return read(only);
  return text.replace(PLACEHOLDER, (found: string, name: string | undefined) =>
    name === undefined ? found.charAt(0) : asText(read(name)),
  );
}

function asText(value: PlaceholderValue): string {
  if (value === undefined) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function visit(value: unknown, where: string, look: (text: string, where: string) => void): void {
  if (typeof value === 'string') look(value, where);
  else if (Array.isArray(value))
    for (const [i, item] of value.entries()) visit(item, `${where}[${i}]`, look);
  else if (isJsonObject(value)) {
    for (const [name, field] of Object.entries(value)) visit(field, `${where}.${name}`, look);
  }
}
