/** A JSON number as Python holds it: an int and a float print differently, `1` and `1.0`. */
export class PyNumber {
  constructor(
    readonly value: number,
    /** What Python's `repr` prints. */
    readonly text: string,
    readonly isInteger: boolean,
  ) {}

  static fromLiteral(literal: string): PyNumber {
    const isInteger = /^-?\d+$/.test(literal);
    const value = Number(literal);
    // The digits of an int stay as they are: a JavaScript number would round a long one.
    return new PyNumber(value, isInteger ? integerText(literal) : floatText(value), isInteger);
  }
}

/** A value that Python's `json.loads` returns. A Map keeps the order of keys such as "2" and "1". */
export type PyValue =
  | null
  | boolean
  | string
  | PyNumber
  | readonly PyValue[]
  | ReadonlyMap<string, PyValue>;

export type PyDict = ReadonlyMap<string, PyValue>;

export function isDict(value: PyValue): value is PyDict {
  return value instanceof Map;
}

export function isList(value: PyValue): value is readonly PyValue[] {
  return Array.isArray(value);
}

export function pyDict(items: Readonly<Record<string, PyValue | number>>): PyDict {
  return new Map(
    Object.entries(items).map(([key, item]) => [
      key,
      typeof item === 'number' ? PyNumber.fromLiteral(String(item)) : item,
    ]),
  );
}

/** Python's `str`. */
export function pyStr(value: PyValue): string {
  return typeof value === 'string' ? value : pyRepr(value);
}

/** Python's `repr`. */
export function pyRepr(value: PyValue): string {
  if (value === null) {
    return 'None';
  }
  if (typeof value === 'boolean') {
    return value ? 'True' : 'False';
  }
  if (typeof value === 'string') {
    return quoted(value);
  }
  if (value instanceof PyNumber) {
    return value.text;
  }
  if (isList(value)) {
    return `[${value.map(pyRepr).join(', ')}]`;
  }
  return `{${[...value].map(([key, item]) => `${quoted(key)}: ${pyRepr(item)}`).join(', ')}}`;
}

/** `json.dumps`: a space after each separator; everything beyond ASCII escaped, unless told. */
export function pyJson(value: PyValue, ensureAscii = true): string {
  const json = (item: PyValue) => pyJson(item, ensureAscii);
  if (typeof value === 'string') {
    return ensureAscii ? asciiString(value) : JSON.stringify(value);
  }
  if (value === null || typeof value === 'boolean') {
    return JSON.stringify(value);
  }
  if (value instanceof PyNumber) {
    return { inf: 'Infinity', '-inf': '-Infinity', nan: 'NaN' }[value.text] ?? value.text;
  }
  if (isList(value)) {
    return `[${value.map(json).join(', ')}]`;
  }
  return `{${[...value].map(([key, item]) => `${json(key)}: ${json(item)}`).join(', ')}}`;
}

/** The value as `JSON.parse` would have given it. */
export function toPlain(value: PyValue): unknown {
  if (value instanceof PyNumber) {
    return value.value;
  }
  if (value === null || typeof value !== 'object') {
    return value;
  }
  if (isList(value)) {
    return value.map(toPlain);
  }
  // fromEntries defines the keys, so that one called __proto__ stays a key.
  return Object.fromEntries([...value].map(([key, item]) => [key, toPlain(item)]));
}

function quoted(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  const escaped = text.replaceAll('\\', '\\\\').replaceAll(quote, `\\${quote}`);
  return quote + escaped.replace(/[\p{Cc}\p{Zl}\p{Zp}]/gu, escapedControl) + quote;
}

function escapedControl(character: string): string {
  const short = { '\n': '\\n', '\r': '\\r', '\t': '\\t' }[character];
  const code = character.charCodeAt(0);
  return short ?? (code > 0xff ? `\\u${hex(code, 4)}` : `\\x${hex(code, 2)}`);
}

function asciiString(text: string): string {
  return JSON.stringify(text).replace(
    /[\u007f-\uffff]/g,
    (character) => `\\u${hex(character.charCodeAt(0), 4)}`,
  );
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, '0');
}

function integerText(literal: string): string {
  return literal === '-0' ? '0' : literal;
}

function floatText(value: number): string {
  if (!Number.isFinite(value)) {
    return Number.isNaN(value) ? 'nan' : value > 0 ? 'inf' : '-inf';
  }
  const magnitude = Math.abs(value);
  if (magnitude !== 0 && (magnitude < 1e-4 || magnitude >= 1e16)) {
    const [digits = '', exponent = '0'] = value.toExponential().split('e');
    const power = exponent.slice(1).padStart(2, '0');
    return `${digits}e${exponent.startsWith('-') ? '-' : '+'}${power}`;
  }
  const text = Object.is(value, -0) ? '-0' : String(value);
  return text.includes('.') ? text : `${text}.0`;
}
