import { describe, expect, it } from 'vitest';
import type { ApiType } from '../../scripts/api/assembly';
import { apiReference } from '../../scripts/api/reference';

const at = (line: number) => ({ locationInModule: { filename: 'lib/index.ts', line } });

/** The reference's lines for one type. */
function linesOf(type: Pick<ApiType, 'kind'> & Partial<ApiType>): readonly string[] {
  const fqn = 'mwaa-cli-queue.Thing';
  return apiReference({
    name: 'mwaa-cli-queue',
    types: { [fqn]: { name: 'Thing', fqn, ...type } },
  }).split('\n');
}

describe('the API reference', () => {
  it('joins what jsii has cut at a full stop inside of code, on one line of a table', () => {
    const docs = { summary: '1 to 9 of `_ .', remarks: '-`, not `a|b`.\n\nAnd more.' };
    const [name, type] = ['letters', { primitive: 'string' }];
    expect(
      linesOf({ kind: 'interface', datatype: true, properties: [{ name, type, docs, ...at(1) }] }),
    ).toContain('| `letters` | `string` | required | 1 to 9 of `_ . -`, not `a\\|b`. And more. |');
  });

  it('tells a default in words from one in code', () => {
    const option = (name: string, value: string, line: number) => ({
      name,
      type: { primitive: 'number' },
      optional: true,
      docs: { summary: 'A number.', default: value },
      ...at(line),
    });
    const properties = [option('second', '- none at all', 2), option('first', '7', 1)];
    const lines = linesOf({ kind: 'interface', datatype: true, properties });
    expect(lines.filter((line) => line.includes('A number.'))).toEqual([
      '| `first` | `number` | `7` | A number. |',
      '| `second` | `number` | none at all | A number. |',
    ]);
  });

  it('links own types to their place here, and CDK’s to CDK’s reference', () => {
    const collection = { kind: 'map', elementtype: { fqn: 'aws-cdk-lib.aws_sqs.Queue' } } as const;
    const properties = [
      { name: 'own', type: { fqn: 'mwaa-cli-queue.Other' }, ...at(1) },
      { name: 'theirs', type: { collection }, optional: true, ...at(2) },
    ];
    const lines = linesOf({ kind: 'interface', properties });
    expect(lines).toContain('| `own` | [`Other`](#other) |  |');
    expect(lines).toContain(
      '| `theirs` (may be undefined) | { [key: string]: [`Queue`][aws-cdk-lib.aws_sqs.Queue] } |  |',
    );
    expect(lines).toContain(
      '[aws-cdk-lib.aws_sqs.Queue]: https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_sqs.Queue.html',
    );
  });

  it('writes methods as they are called, with what their parameters are and what they throw', () => {
    const parameters = [
      {
        name: 'words',
        type: { primitive: 'string' },
        variadic: true,
        docs: { summary: 'Some words.' },
      },
    ];
    const docs = {
      summary: 'Makes one.',
      returns: 'the thing',
      custom: { throws: 'Error for none' },
    };
    const method = { name: 'of', static: true, parameters, docs, ...at(1) };
    const methods = [{ ...method, returns: { type: { fqn: 'mwaa-cli-queue.Thing' } } }];
    expect(linesOf({ kind: 'class', methods })).toContain(
      '| `Thing.of(...words: string[])` | [`Thing`](#thing) | Makes one.<br>Returns the thing<br>Throws: Error for none<br>`words`: Some words. |',
    );
  });

  it('counts as a construct what extends one by a base of ours, and links the base', () => {
    const [base, fqn] = ['mwaa-cli-queue.Base', 'mwaa-cli-queue.Thing'];
    const initializer = { parameters: [] };
    const lines = apiReference({
      name: 'mwaa-cli-queue',
      types: {
        [base]: {
          name: 'Base',
          fqn: base,
          kind: 'class',
          base: 'constructs.Construct',
          abstract: true,
          initializer,
        },
        [fqn]: { name: 'Thing', fqn, kind: 'class', base, initializer },
      },
    }).split('\n');
    expect(lines).toContain('| Constructs | [`Base`](#base), [`Thing`](#thing) |');
    expect(lines).toContain('Has all of [`Base`](#base), and:');
    expect(lines.filter((line) => line.startsWith('new '))).toEqual(['new Thing()']);
  });

  it('has what a class takes from a base that is not exported after what is its own', () => {
    const own = { name: 'own', ...at(2) };
    const hidden = { name: 'hidden', locationInModule: { filename: 'lib/base.ts', line: 1 } };
    const lines = linesOf({ kind: 'class', methods: [hidden, own], ...at(1) });
    expect(lines.filter((line) => line.startsWith('| `'))).toEqual([
      expect.stringContaining('own()'),
      expect.stringContaining('hidden()'),
    ]);
  });

  it('shows an example as code, below what it is an example of', () => {
    const docs = { summary: 'A thing.', example: "\nnew Thing('a|b');\n" };
    const text = linesOf({ kind: 'class', docs }).join('\n');
    expect(text).toContain("A thing.\n\nFor example:\n\n```ts\nnew Thing('a|b');\n```");
  });

  it('has the members of an enum, and the constants of a class', () => {
    const members = [{ name: 'ONE', docs: { summary: 'The first.' } }];
    expect(linesOf({ kind: 'enum', members })).toContain('| `ONE` | The first. |');
    const properties = [{ name: 'ONE', static: true, type: { primitive: 'number' }, ...at(1) }];
    expect(linesOf({ kind: 'class', properties })).toContain('| `Thing.ONE` | `number` |  |');
  });

  it('tells a construct by what it extends, and makes none of what is there to be extended', () => {
    const initializer = {};
    const [base, thing] = ['mwaa-cli-queue.Base', 'mwaa-cli-queue.Thing'];
    const lines = apiReference({
      name: 'mwaa-cli-queue',
      types: {
        [base]: {
          ...{ name: 'Base', fqn: base, kind: 'class', abstract: true, initializer },
          base: 'constructs.Construct',
        },
        [thing]: { name: 'Thing', fqn: thing, kind: 'class', base, initializer },
      },
    }).split('\n');
    expect(lines).toContain('| Constructs | [`Base`](#base), [`Thing`](#thing) |');
    expect(lines).toContain('Has all of [`Base`](#base), and:');
    expect(lines.filter((line) => line.startsWith('new '))).toEqual(['new Thing()']);
  });
});
