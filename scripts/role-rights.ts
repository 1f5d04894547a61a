import { resourcesOf, type Statement, type SynthesizedTemplate } from './synthesized-template';

export interface Right {
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  /** None of most. */
  readonly conditions: readonly string[];
}

export interface RoleRights {
  readonly name: string;
  /** Who, and on what condition. */
  readonly assumedBy: string;
  readonly rights: readonly Right[];
}

interface Document {
  readonly Statement: readonly Statement[];
}

interface Role {
  readonly AssumeRolePolicyDocument: Document;
  readonly ManagedPolicyArns?: readonly string[];
  readonly Policies?: readonly { readonly PolicyDocument: Document }[];
}

interface Policy {
  readonly PolicyDocument: Document;
  readonly Roles: readonly string[];
}

/** What each role of a template may do, and each that is given rights. Of triggers whose roles are alike, one stands for all. */
export function roleRights(template: SynthesizedTemplate): readonly RoleRights[] {
  const policies = resourcesOf<Policy>(template, 'AWS::IAM::Policy').map((p) => p.properties);
  const roles = resourcesOf<Role>(template, 'AWS::IAM::Role');
  const made = new Set(roles.map(({ name }) => name));
  const imported = new Set(policies.flatMap((p) => p.Roles).filter((name) => !made.has(name)));
  return distinct([
    ...roles.map(({ path, name, properties }) => ({
      name: path,
      assumedBy: properties.AssumeRolePolicyDocument.Statement.map(trust).join(', '),
      rights: [
        ...(properties.ManagedPolicyArns ?? []).map(managed),
        ...(properties.Policies ?? []).flatMap((p) => rightsOf(p.PolicyDocument)),
        ...rightsFor(policies, name),
      ],
    })),
    ...[...imported].map((name) => ({
      name,
      assumedBy: 'whom its owner lets',
      rights: rightsFor(policies, name),
    })),
  ]);
}

function rightsFor(policies: readonly Policy[], role: string): readonly Right[] {
  return policies
    .filter(({ Roles }) => Roles.includes(role))
    .flatMap(({ PolicyDocument }) => rightsOf(PolicyDocument));
}

function rightsOf({ Statement }: Document): readonly Right[] {
  // What is denied takes nothing from the rest but for the function's own code: see lib/network/vpc-role.ts.
  return Statement.filter(({ Effect }) => Effect === 'Allow').map((statement) => ({
    actions: [statement.Action].flat(),
    resources: [statement.Resource].flat().map(short),
    conditions: conditionsOf(statement),
  }));
}

function managed(arn: string): Right {
  return { actions: [`all of ${arn.split('/').at(-1)}`], resources: ['*'], conditions: [] };
}

/** In the words of a sentence. */
const OPERATORS: Readonly<Record<string, string>> = { StringEquals: 'is', ArnLike: 'is like' };

function trust(statement: Statement): string {
  const service = Object.values(statement.Principal ?? {}).join(', ');
  return [`\`${service}\``, ...conditionsOf(statement)].join('; ');
}

/** In the words of a sentence, each. */
export function conditionsOf({ Condition = {} }: Statement): readonly string[] {
  return Object.entries(Condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(
      ([key, value]) =>
        `\`${key}\` ${OPERATORS[operator] ?? operator} \`${[value].flat().map(short).join(', ')}\``,
    ),
  );
}

/** An ARN without partition, region and account, which are the stack's. */
function short(text: string): string {
  return text.replace(/^arn:aws:(\w+):[\w-]*:\d*:/, '$1:').replace(/^\d{12}$/, '‹own account›');
}

/** Which roles differ in nothing but the names of triggers and of their buckets. */
function kindOf({ name, assumedBy, rights }: RoleRights): string {
  const trigger = name.match(/\/([^/]+)\/FunctionRole$/)?.[1];
  if (trigger === undefined) return name;
  const resources = rights.map((right) =>
    right.actions.includes('s3:ListBucket')
      ? []
      : right.resources.map((resource) => resource.split('/').filter((part) => part !== trigger)),
  );
  return JSON.stringify([assumedBy, rights.map(({ actions }) => actions), resources]);
}

/** The first of each kind. */
function distinct(roles: readonly RoleRights[]): readonly RoleRights[] {
  const kinds = roles.map(kindOf);
  return roles.filter((_, i) => kinds.indexOf(kinds[i] ?? '') === i);
}
