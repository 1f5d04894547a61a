import { fullTemplates } from './full-app';
import { ENCRYPTED } from './full-app-keys';
import { code, table } from './markdown';
import { conditionsOf, type RoleRights, roleRights } from './role-rights';
import { resourcesOf, type Statement } from './synthesized-template';

interface Key {
  readonly KeyPolicy: { readonly Statement: readonly (Statement & { readonly Sid?: string })[] };
}

/** Of the environment with a key of the app. */
function templates() {
  return fullTemplates((stack) => stack === `${ENCRYPTED}Environment`);
}

/** The table of a key's policy in `docs/security.md`, without what CDK itself writes into it. */
export function keyPolicyTable(): string {
  const statements = templates()
    .flatMap((template) => resourcesOf<Key>(template, 'AWS::KMS::Key'))
    .flatMap(({ properties }) => properties.KeyPolicy.Statement);
  const rows = statements
    .filter(({ Sid }) => Sid !== undefined)
    .map((statement) => [
      code([statement.Sid ?? '']),
      principalOf(statement),
      code([statement.Action].flat()),
      conditionsOf(statement).join('; '),
    ]);
  return table(['statement', 'who', 'may', 'when'], rows);
}

/** The table of what roles may do with the key, beside what they may do without one. */
export function keyRightsTable(): string {
  const rows = templates().flatMap(roleRights).flatMap(rowsOf);
  return table(['role', 'may', 'when'], rows);
}

function principalOf({ Principal = {} }: Statement): string {
  const names = Object.values(Principal).map(String);
  return names
    .map((name) => (name.endsWith(':root') ? "policies of the account's roles" : code([name])))
    .join(', ');
}

function rowsOf({ name, rights }: RoleRights): readonly (readonly string[])[] {
  return rights
    .filter(({ actions }) => actions.some((action) => action.startsWith('kms:')))
    .map(({ actions, conditions }, i) => [
      i === 0 ? code([name]) : '',
      code(actions),
      conditions.join('; '),
    ]);
}

if (require.main === module) {
  process.stdout.write(`${keyPolicyTable()}\n\n${keyRightsTable()}\n`);
}
