import { fullTemplates } from './full-app';
import { ENCRYPTED } from './full-app-keys';
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

/** A table in Markdown. */
export function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n');
}

/** As code, one after the other. */
export function code(names: readonly string[]): string {
  return names.map((name) => `\`${name}\``).join(', ');
}

if (require.main === module) process.stdout.write(`${roleTable()}\n`);
