import type { Stack } from 'aws-cdk-lib';

/** What one prop is held against: a value that is taken, what the template shows of it, and one that is refused. */
export interface PropCase<Props> {
  /** In the stack that it is built in, for what refers to other constructs. */
  readonly accepted: (stack: Stack) => Partial<Props>;
  /** A resource's type, and its properties as far as they show the value, or that there is none of the type. */
  readonly shows: (stack: Stack) => readonly [type: string, properties: object | typeof NONE];
  readonly refused: Refusal | typeof ALL_OF_ITS_TYPE;
  /** Of what may hold a text or a number: one that is known only at deployment. */
  readonly atDeployment?: AtDeployment;
}

/** Where a value leaves out what there is without it. */
export const NONE = 'none';

/** Of a construct: there is nothing to be said against one. */
export const ALL_OF_ITS_TYPE = 'none: all of its type are taken';

interface Refusal {
  /** Perhaps of another type than it may be, as from JavaScript. */
  readonly given: (stack: Stack) => object;
  /** The whole message. */
  readonly error: string;
}

/** Values of CloudFormation parameters. */
interface Parameters {
  readonly text: string;
  readonly number: number;
  readonly list: string[];
}

export interface AtDeployment {
  readonly given: (parameters: Parameters) => object;
  /** The whole message, where it must be known at synth. @default - it is taken, and stands in the template */
  readonly error?: string;
}

/** All props of one interface, and what is built with them: it completes what is required. */
export interface PropTable<Props> {
  build(stack: Stack, props: Partial<Props>): void;
  readonly props: Readonly<Record<string, PropCase<Props>>>;
}
