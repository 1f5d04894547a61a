import { fullTemplates } from './full-app';
import { ENCRYPTED } from './full-app-keys';
import { code, table } from './markdown';
import { type RoleRights, roleRights } from './role-rights';

/** The table of roles in `docs/security.md`, from an app with all there is. What keys add is in a table of its own. */
export function roleTable(): string {
  const rows = fullTemplates((stack) => !stack.startsWith(ENCRYPTED))
    .flatMap(roleRights)
    .flatMap(rowsOf);
  return table(['role', 'assumed by', 'may', 'on'], rows);
}

function rowsOf({ name, assumedBy, rights }: RoleRights): readonly (readonly string[])[] {
  const who = [code([name.replace(/[0-9a-f]{32}/, '…')]), assumedBy];
  return rights.map(({ actions, resources }, i) => {
    return [...(i === 0 ? who : ['', '']), code(actions), code(resources)];
  });
}

if (require.main === module) process.stdout.write(`${roleTable()}\n`);
