/** What jsii writes down of a public API, the `.jsii` file, as far as the reference tells of it. */
export interface Assembly {
  readonly name: string;
  readonly types: { readonly [fqn: string]: ApiType };
}

/** A docstring, taken apart. */
export interface Docs {
  readonly summary?: string;
  readonly remarks?: string;
  readonly default?: string;
  readonly returns?: string;
  readonly see?: string;
  /** TypeScript code. */
  readonly example?: string;
  readonly custom?: { readonly throws?: string };
}

/** One of these fields says what it is. */
export interface TypeReference {
  readonly fqn?: string;
  readonly primitive?: string;
  readonly collection?: { readonly kind: 'array' | 'map'; readonly elementtype: TypeReference };
}

interface Named {
  readonly name: string;
  readonly docs?: Docs;
}

interface Value extends Named {
  readonly type: TypeReference;
  readonly optional?: boolean;
}

export interface Parameter extends Value {
  readonly variadic?: boolean;
}

interface Placed {
  readonly locationInModule: { readonly filename: string; readonly line: number };
}

export interface Property extends Value, Placed {
  readonly static?: boolean;
}

export interface Method extends Named, Placed {
  readonly static?: boolean;
  readonly parameters?: readonly Parameter[];
  readonly returns?: { readonly type: TypeReference; readonly optional?: boolean };
}

export interface ApiType extends Named, Partial<Placed> {
  readonly fqn: string;
  readonly kind: 'class' | 'enum' | 'interface';
  /** Whether it only carries values: props and options. */
  readonly datatype?: boolean;
  /** Whether a class is only there to be extended. */
  readonly abstract?: boolean;
  /** What a class extends. */
  readonly base?: string;
  /** What an interface extends. */
  readonly interfaces?: readonly string[];
  readonly initializer?: { readonly docs?: Docs; readonly parameters?: readonly Parameter[] };
  readonly properties?: readonly Property[];
  readonly methods?: readonly Method[];
  readonly members?: readonly Named[];
}
