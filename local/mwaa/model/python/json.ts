import { PythonError } from './errors';
import { PyNumber, type PyValue } from './values';

const WHITESPACE = ' \t\n\r';
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][-+]?\d+)?/y;
const ESCAPES: Readonly<Record<string, string>> = {
  '"': '"',
  '\\': '\\',
  '/': '/',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
};
const CONSTANTS: readonly (readonly [string, PyValue])[] = [
  ['null', null],
  ['true', true],
  ['false', false],
  ['NaN', PyNumber.fromLiteral('NaN')],
  ['Infinity', PyNumber.fromLiteral('Infinity')],
  ['-Infinity', PyNumber.fromLiteral('-Infinity')],
];

/** Python's `json.loads`: it knows NaN, tells 1 from 1.0, and words its errors in its own way. */
export function parseJson(text: string): PyValue {
  const reader = new JsonReader(text);
  reader.skipWhitespace();
  const value = reader.value();
  reader.skipWhitespace();
  if (reader.position < text.length) {
    throw decodeError('Extra data', text, reader.position);
  }
  return value;
}

class JsonReader {
  position = 0;

  constructor(private readonly text: string) {}

  value(): PyValue {
    const character = this.peek();
    if (character === '"') {
      return this.string();
    }
    if (character === '{') {
      return this.object();
    }
    if (character === '[') {
      return this.array();
    }
    return this.constantOrNumber();
  }

  skipWhitespace(): void {
    while (this.peek() !== '' && WHITESPACE.includes(this.peek())) {
      this.position++;
    }
  }

  private constantOrNumber(): PyValue {
    const constant = CONSTANTS.find(([name]) => this.text.startsWith(name, this.position));
    if (constant !== undefined) {
      this.position += constant[0].length;
      return constant[1];
    }
    NUMBER.lastIndex = this.position;
    const literal = NUMBER.exec(this.text)?.[0];
    if (literal === undefined) {
      throw this.error('Expecting value');
    }
    this.position += literal.length;
    return PyNumber.fromLiteral(literal);
  }

  private object(): PyValue {
    const result = new Map<string, PyValue>();
    this.position++;
    this.skipWhitespace();
    if (this.take('}')) {
      return result;
    }
    for (;;) {
      if (this.peek() !== '"') {
        throw this.error('Expecting property name enclosed in double quotes');
      }
      const key = this.string();
      this.skipWhitespace();
      this.expect(':');
      this.skipWhitespace();
      result.set(key, this.value());
      if (this.endsAfterItem('}')) {
        return result;
      }
    }
  }

  private array(): PyValue {
    const result: PyValue[] = [];
    this.position++;
    this.skipWhitespace();
    if (this.take(']')) {
      return result;
    }
    for (;;) {
      result.push(this.value());
      if (this.endsAfterItem(']')) {
        return result;
      }
    }
  }

  /** After an item: its closing bracket, or a comma and the place of the next item. */
  private endsAfterItem(bracket: string): boolean {
    this.skipWhitespace();
    if (this.take(bracket)) {
      return true;
    }
    this.expect(',');
    this.skipWhitespace();
    return false;
  }

  private string(): string {
    const start = this.position;
    let result = '';
    for (this.position++; ; this.position++) {
      const character = this.peek();
      if (character === '') {
        throw decodeError('Unterminated string starting at', this.text, start);
      }
      if (character === '"') {
        this.position++;
        return result;
      }
      if (character < ' ') {
        throw this.error('Invalid control character at');
      }
      result += character === '\\' ? this.escape(start) : character;
    }
  }

  /** Reads the escape at the position, and leaves the position at its last character. */
  private escape(start: number): string {
    this.position++;
    const character = this.peek();
    if (character === '') {
      throw decodeError('Unterminated string starting at', this.text, start);
    }
    if (character === 'u') {
      const digits = this.text.slice(this.position + 1, this.position + 5);
      if (!/^[0-9a-fA-F]{4}$/.test(digits)) {
        throw decodeError('Invalid \\uXXXX escape', this.text, this.position);
      }
      this.position += 4;
      return String.fromCharCode(Number.parseInt(digits, 16));
    }
    const escaped = ESCAPES[character];
    if (escaped === undefined) {
      throw decodeError('Invalid \\escape', this.text, this.position - 1);
    }
    return escaped;
  }

  private peek(): string {
    return this.text.charAt(this.position);
  }

  private take(character: string): boolean {
    const found = this.peek() === character;
    this.position += found ? 1 : 0;
    return found;
  }

  private expect(delimiter: string): void {
    if (!this.take(delimiter)) {
      throw this.error(`Expecting '${delimiter}' delimiter`);
    }
  }

  private error(message: string): PythonError {
    return decodeError(message, this.text, this.position);
  }
}

function decodeError(message: string, text: string, position: number): PythonError {
  const before = text.slice(0, position).split('\n');
  const column = (before.at(-1)?.length ?? 0) + 1;
  const place = `line ${before.length} column ${column} (char ${position})`;
  return new PythonError('json.decoder.JSONDecodeError', `${message}: ${place}`);
}
