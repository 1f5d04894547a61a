/**
 * What a field of a message may be. The checks read their limits here, and `scripts/message/` makes the JSON
 * Schema and the documents' table of it. `allowed` says the same in words, as errors and the table have it.
 */
export type FieldRule = TextRule | NumberRule | ListRule | ObjectRule;

interface CommonRule {
  readonly allowed: string;
  /** @default - the field may be left out */
  readonly required?: true;
}

export interface TextRule extends CommonRule {
  readonly type: 'string';
  readonly pattern: RegExp;
  /**
   * The pattern for the JSON Schema: other languages' regular expressions know no `\p{L}`.
   *
   * @default pattern
   */
  readonly portablePattern?: RegExp;
  /** In characters. @default - only the body is limited */
  readonly maxLength?: number;
  /** @default - none */
  readonly refusedPrefixes?: readonly string[];
}

interface NumberRule extends CommonRule {
  readonly type: 'number';
  readonly minimum: number;
  readonly maximum: number;
}

/** A list of one text or more; each may be empty. */
interface ListRule extends CommonRule {
  readonly type: 'array';
}

interface ObjectRule extends CommonRule {
  readonly type: 'object';
  /** @default - any fields */
  readonly fields?: FieldRules;
}

export type FieldRules = Readonly<Record<string, FieldRule>>;

type RequiredOf<Rules extends FieldRules> = {
  [Name in keyof Rules]: Rules[Name] extends { readonly required: true } ? Name : never;
}[keyof Rules];

/** The type of an object that keeps such rules. */
export type ObjectOf<Rules extends FieldRules> = Flat<
  { readonly [Name in RequiredOf<Rules>]: ValueOf<Rules[Name]> } & {
    readonly [Name in Exclude<keyof Rules, RequiredOf<Rules>>]?: ValueOf<Rules[Name]>;
  }
>;

type Flat<Fields> = { [Name in keyof Fields]: Fields[Name] };

type ValueOf<Rule extends FieldRule> = Rule extends TextRule
  ? string
  : Rule extends NumberRule
    ? number
    : Rule extends ListRule
      ? readonly string[]
      : Rule extends { readonly fields: infer Rules extends FieldRules }
        ? ObjectOf<Rules>
        : Readonly<Record<string, unknown>>;
