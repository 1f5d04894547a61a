import { readFileSync } from 'node:fs';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { exampleFile, exampleStack } from '../support/examples';

const read = (file: string) => readFileSync(exampleFile('ci', file), 'utf8');
const workflow = read('workflow.yml');

/** The repository's variables that the workflow reads. */
const variables = [...workflow.matchAll(/\$\{\{ vars\.(\w+) \}\}/g)].map(([, name = '']) => name);

describe('examples/ci/workflow.yml', () => {
  it('gives the script all that it needs', () => {
    const needed = /for name in (.+); do/.exec(read('run-command.sh'))?.[1]?.split(' ') ?? [];

    expect(needed).toHaveLength(3);
    for (const name of needed) {
      expect(workflow).toMatch(new RegExp(`^ +${name}: \\$\\{\\{ vars\\.`, 'm'));
    }
  });

  it('reads no variable but those that the README says to set, each an output or the region', async () => {
    const table = [
      ...read('README.md').matchAll(/^\| `(\w+)` \| (?:`(\w+)`|the stack's region) \|$/gm),
    ];
    const outputs = Template.fromStack(await exampleStack('ci', 'Ci')).findOutputs('*');

    expect(table.map(([, name]) => name).toSorted()).toEqual(variables.toSorted());
    const named = table.flatMap(([, , output]) => output ?? []);
    expect(Object.keys(outputs)).toEqual(expect.arrayContaining(named));
  });

  it('puts nothing into the text of a script that others have written', () => {
    const scripts = [...workflow.matchAll(/^ +(?:- )?run: (.*)$/gm)].map(([, script]) => script);

    expect(scripts).toEqual(['./run-command.sh "$COMMAND"']);
  });

  it('may take a token for the role, read the repository, and nothing more', () => {
    expect(/^permissions:\n((?: {2}.+\n)+)/m.exec(workflow)?.[1]?.replaceAll(/ #.*/g, '')).toBe(
      '  id-token: write\n  contents: read\n',
    );
  });

  it('runs on the branch that the role is for', () => {
    expect(read('app.ts')).toContain("BRANCH = 'main'");
    expect(workflow).toContain('branches: [main]');
  });
});
