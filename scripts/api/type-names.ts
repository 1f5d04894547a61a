import type { TypeReference } from './assembly';

const PACKAGE = 'mwaa-cli-queue';
const CDK_REFERENCE = 'https://docs.aws.amazon.com/cdk/api/v2/docs';

/** jsii's names of what TypeScript calls otherwise. */
const PRIMITIVES: Readonly<Record<string, string>> = {
  date: 'Date',
  json: 'object',
  any: 'unknown',
};

/** A type as TypeScript writes it. */
export function codeOf(type: TypeReference): string {
  return write(type, ({ fqn = '' }) => nameOf(fqn));
}

/** The same for a table, with a link for each class or interface: to its place here, or in CDK's own reference. */
export function typeLink(type: TypeReference): string {
  const code = codeOf(type);
  const linked = write(type, ({ fqn = '' }) => linkOf(fqn));
  return linked === code ? `\`${code}\`` : linked;
}

/** Where the links go that a text has into CDK's reference: below it, since they would hide what the tables say. */
export function addressesOf(text: string): string {
  const fqns = [...text.matchAll(/`\]\[([\w.-]+)\]/g)].map(([, fqn = '']) => fqn);
  return [...new Set(fqns)]
    .toSorted()
    .map((fqn) => `[${fqn}]: ${CDK_REFERENCE}/${fqn}.html`)
    .join('\n');
}

function write(type: TypeReference, named: (type: TypeReference) => string): string {
  const { fqn, primitive = '', collection } = type;
  if (fqn !== undefined) return named(type);
  if (collection === undefined) return PRIMITIVES[primitive] ?? primitive;
  const element = write(collection.elementtype, named);
  return collection.kind === 'array' ? `${element}[]` : `{ [key: string]: ${element} }`;
}

function linkOf(fqn: string): string {
  const name = nameOf(fqn);
  return fqn.startsWith(`${PACKAGE}.`)
    ? `[\`${name}\`](#${name.toLowerCase()})`
    : `[\`${name}\`][${fqn}]`;
}

/** `aws-cdk-lib.aws_sqs.IQueue` is `IQueue`. */
function nameOf(fqn: string): string {
  return fqn.split('.').at(-1) ?? fqn;
}
