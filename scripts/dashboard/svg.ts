/** A rectangle of the picture, in pixels. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** An element with its attributes; numbers to a tenth of a pixel. */
export function element(
  name: string,
  attributes: Readonly<Record<string, string | number>>,
  content = '',
): string {
  const all = Object.entries(attributes).map(([key, value]) => ` ${key}="${write(value)}"`);
  return content === ''
    ? `<${name}${all.join('')}/>`
    : `<${name}${all.join('')}>${content}</${name}>`;
}

/** A line of text, cut where it would be longer than there is room. */
export function label(
  x: number,
  y: number,
  words: string,
  attributes: Readonly<Record<string, string | number>> = {},
): string {
  return element('text', { x, y, ...attributes }, escapeXml(words));
}

/** How wide text is, about: fonts differ, and none is known here. */
export function widthOf(words: string, size = 11): number {
  return words.length * size * 0.56;
}

export function escapeXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}

function write(value: string | number): string {
  return typeof value === 'string' ? escapeXml(value) : String(Math.round(value * 10) / 10);
}
