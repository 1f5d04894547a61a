import { fullTemplates } from './full-app';
import { type RoleRights, roleRights } from './role-rights';

/** The table of roles in `docs/security.md`, from the templates of an app with all there is. */
export function roleTable(): string {
  const rows = fullTemplates().flatMap(roleRights).flatMap(rowsOf);
  return ['| role | assumed by | may | on |', '|---|---|---|---|', ...rows].join('\n');
}

function rowsOf({ name, assumedBy, rights }: RoleRights): readonly string[] {
  const who = [`\`${name.replace(/[0-9a-f]{32}/, '…')}\``, assumedBy];
  return rights.map(({ actions, resources }, i) => {
    const cells = [...(i === 0 ? who : ['', '']), code(actions), code(resources)];
    return `| ${cells.join(' | ')} |`;
  });
}

function code(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

if (require.main === module) process.stdout.write(`${roleTable()}\n`);
