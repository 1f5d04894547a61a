import { InternalError } from '../../lambda/contract/errors';

/** A metric's values, period by period; none where there is no data. */
export type Values = readonly (number | undefined)[];

/** Numbers, names, operators and brackets. */
const TOKEN = /\s*(\d+(?:\.\d+)?|[A-Za-z]\w*|[-+*/(),])/y;

/**
 * Calculates an expression of CloudWatch's metric math, as far as the constructs use it: `+ - * /`, and `FILL` with a
 * number or `REPEAT`. Of `a + b`, the one that has no data counts as 0 where the other has some.
 *
 * @param metrics by their ids, all of as many periods
 * @throws Error for what is no such expression, or names no metric
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/using-metric-math.html
 */
export function calculate(expression: string, metrics: ReadonlyMap<string, Values>): Values {
  const length = Math.max(...[...metrics.values()].map((values) => values.length));
  const reader = new Reader(expression);
  const value = sum(reader, { metrics, length });
  if (reader.next !== undefined)
    throw new InternalError(`${expression}: ${reader.next} is too much`);
  return value;
}

interface Scope {
  readonly metrics: ReadonlyMap<string, Values>;
  readonly length: number;
}

class Reader {
  private readonly tokens: string[] = [];

  constructor(private readonly text: string) {
    TOKEN.lastIndex = 0;
    for (let end = 0; end < text.trimEnd().length; end = TOKEN.lastIndex) {
      const [, token] = TOKEN.exec(text) ?? [];
      if (token === undefined)
        throw new InternalError(`${text}: cannot be read from ${text.slice(end)}`);
      this.tokens.push(token);
    }
  }

  get next(): string | undefined {
    return this.tokens[0];
  }

  take(): string {
    const token = this.tokens.shift();
    if (token === undefined) throw new InternalError(`${this.text}: ends too early`);
    return token;
  }

  expect(wanted: string): void {
    const found = this.take();
    if (found !== wanted)
      throw new InternalError(`${this.text}: has ${found} in the place of ${wanted}`);
  }
}

function sum(reader: Reader, scope: Scope): Values {
  let left = product(reader, scope);
  while (reader.next === '+' || reader.next === '-') {
    const sign = reader.take() === '+' ? 1 : -1;
    const right = product(reader, scope);
    left = left.map((a, i) => {
      const b = right[i];
      return a === undefined && b === undefined ? undefined : (a ?? 0) + sign * (b ?? 0);
    });
  }
  return left;
}

function product(reader: Reader, scope: Scope): Values {
  let left = factor(reader, scope);
  while (reader.next === '*' || reader.next === '/') {
    const times = reader.take() === '*';
    const right = factor(reader, scope);
    left = left.map((a, i) => {
      const b = right[i];
      if (a === undefined || b === undefined) return undefined;
      return times ? a * b : a / b;
    });
  }
  return left;
}

function factor(reader: Reader, scope: Scope): Values {
  const token = reader.take();
  if (/^\d/.test(token)) return Array(scope.length).fill(Number(token));
  if (token === 'FILL') return fill(reader, scope);
  if (token === '(') {
    const inner = sum(reader, scope);
    reader.expect(')');
    return inner;
  }
  const values = scope.metrics.get(token);
  if (values === undefined) throw new InternalError(`there is no metric ${token}`);
  return values;
}

function fill(reader: Reader, scope: Scope): Values {
  reader.expect('(');
  const values = sum(reader, scope);
  reader.expect(',');
  const filler = reader.take();
  reader.expect(')');
  if (filler !== 'REPEAT') return values.map((value) => value ?? Number(filler));
  let last: number | undefined;
  return values.map((value) => {
    last = value ?? last;
    return last;
  });
}
