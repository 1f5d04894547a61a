import { InternalError } from '../../lambda/contract/errors';

/** How a character looks. */
interface Style {
  readonly bold: boolean;
  readonly dim: boolean;
  /** One of the terminal's eight, by its number. @default - the terminal's own */
  readonly colour?: number | undefined;
}

/** Characters of one look that stand beside each other. */
export interface Run {
  readonly column: number;
  readonly text: string;
  readonly style: Style;
}

interface Cell {
  readonly character: string;
  readonly style: Style;
}

const PLAIN: Style = { bold: false, dim: false };
const TOKEN = /\p{Cc}\[([\d;]*)([A-Za-z])|./gsu;

/** As much of a terminal as mwaaq uses. What it does not know it refuses, and so never draws wrongly. */
export class Screen {
  private lines: Cell[][] = [[]];
  private row = 0;
  private column = 0;
  private style = PLAIN;

  constructor(private readonly columns: number) {}

  write(text: string): void {
    for (const [token, numbers, command] of text.matchAll(TOKEN)) {
      if (command !== undefined) this.obey(command, (numbers ?? '').split(';').map(Number));
      else if (token === '\n') this.moveTo(this.row + 1, this.column);
      else if (token === '\r') this.column = 0;
      else this.put(token);
    }
  }

  /** The lines from the top, each as runs of one look; blanks at a line's end have none. */
  get runs(): readonly (readonly Run[])[] {
    return this.lines.map(runsOf);
  }

  private put(character: string): void {
    if (/\p{Cc}/u.test(character)) throw new InternalError(`unknown: ${JSON.stringify(character)}`);
    if (this.column === this.columns) this.moveTo(this.row + 1, 0);
    const line = this.lines[this.row] ?? [];
    while (line.length < this.column) line.push({ character: ' ', style: PLAIN });
    line[this.column++] = { character, style: this.style };
  }

  private moveTo(row: number, column: number): void {
    this.row = row;
    this.column = column;
    while (this.lines.length <= row) this.lines.push([]);
  }

  private obey(command: string, numbers: readonly number[]): void {
    const whole = `${numbers.join(';')}${command}`;
    if (command === 'm') this.style = numbers.reduce(styled, this.style);
    else if (whole === '0K') this.lines[this.row]?.splice(this.column);
    else if (whole === '2J') this.lines = this.lines.map(() => []);
    else if (whole === '0H') this.moveTo(0, 0);
    else throw new InternalError(`unknown: ESC[${whole}`);
  }
}

function styled(style: Style, code: number): Style {
  if (code === 0) return PLAIN;
  if (code === 1) return { ...style, bold: true };
  if (code === 2) return { ...style, dim: true };
  if (code === 22) return { ...style, bold: false, dim: false };
  if (code >= 30 && code <= 37) return { ...style, colour: code - 30 };
  if (code === 39) return { ...style, colour: undefined };
  throw new InternalError(`unknown: ESC[${code}m`);
}

function runsOf(line: readonly Cell[]): readonly Run[] {
  const runs: Run[] = [];
  for (const [column, { character, style }] of line.entries()) {
    const last = runs.at(-1);
    if (last !== undefined && isSame(last.style, style)) {
      runs.splice(-1, 1, { ...last, text: last.text + character });
    } else runs.push({ column, text: character, style });
  }
  return runs.flatMap(wordsOf);
}

/** Without blanks at its ends, and apart where there are several: SVG keeps none of these. */
function wordsOf({ column, text, style }: Run): readonly Run[] {
  return [...text.matchAll(/\S+(?: \S+)*/g)].map(({ 0: words, index }) => ({
    column: column + index,
    text: words,
    style,
  }));
}

function isSame(one: Style, other: Style): boolean {
  return one.bold === other.bold && one.dim === other.dim && one.colour === other.colour;
}
