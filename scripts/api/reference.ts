import type { ApiType, Assembly, Method, Parameter, Property } from './assembly';
import { defaultOf, meaningOf, textOf } from './docs-text';
import { addressesOf, codeOf, typeLink } from './type-names';

const HEAD = `# API reference

What \`import { … } from 'mwaa-cli-queue'\` gives. Written from the docstrings by \`npm run api\`: change it there.
In Python the names are in snake_case (\`environmentName\` is \`environment_name\`), and options are keyword arguments: see
[examples/python](../examples/python/README.md). The stand-in for tests, \`mwaa-cli-queue/testing\`, is described in [testing.md](testing.md).`;

/** The groups, as their headings have them, and what belongs into each. */
const GROUPS: readonly (readonly [string, (type: ApiType, types: Types) => boolean])[] = [
  ['Constructs', isConstruct],
  ['Classes', (type, types) => type.kind === 'class' && !isConstruct(type, types)],
  ['Options', ({ datatype }) => datatype === true],
  ['Interfaces', ({ kind, datatype }) => kind === 'interface' && datatype !== true],
  ['Enums', ({ kind }) => kind === 'enum'],
];

type Types = Assembly['types'];

/** Whether it extends one, by whatever is between. */
function isConstruct({ base = '' }: ApiType, types: Types): boolean {
  const parent = types[base];
  return base === 'constructs.Construct' || (parent !== undefined && isConstruct(parent, types));
}

/** The reference of a whole assembly, in Markdown. */
export function apiReference({ types }: Assembly): string {
  const all = Object.values(types).toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const groups = GROUPS.map(([heading, belongs]) => ({
    heading,
    types: all.filter((type) => belongs(type, types)),
  })).filter((group) => group.types.length > 0);
  const index = groups.map(
    ({ heading, types: some }) =>
      `| ${heading} | ${some.map(({ fqn }) => typeLink({ fqn })).join(', ')} |`,
  );
  const sections = groups.flatMap(({ heading, types: some }) => [
    `## ${heading}`,
    ...some.flatMap(sectionsOf),
  ]);
  const parts = [HEAD, ['| | |', '|---|---|', ...index].join('\n'), ...sections];
  return `${[...parts, addressesOf(parts.join())].join('\n\n')}\n`;
}

function sectionsOf(type: ApiType): readonly string[] {
  return [
    `### ${type.name}`,
    ...present(textOf(type.docs)),
    ...initializerOf(type),
    ...exampleOf(type),
    ...present(inheritanceOf(type)),
    ...(type.datatype ? optionsOf(type) : propertiesOf(type)),
    ...methodsOf(type),
    ...membersOf(type),
  ];
}

/** A construct is one of CDK's as well, which goes without saying. */
function inheritanceOf({ base, interfaces = [] }: ApiType): string {
  const parents = [...(base === undefined ? [] : [base]), ...interfaces].filter(
    (fqn) => fqn !== 'constructs.Construct',
  );
  if (parents.length === 0) return '';
  return `Has all of ${parents.map((fqn) => typeLink({ fqn })).join(', ')}, and:`;
}

function initializerOf({ name, abstract, initializer }: ApiType): readonly string[] {
  if (abstract || initializer === undefined) return [];
  const call = `new ${name}(${parametersOf(initializer.parameters)})`;
  return [`\`\`\`ts\n${call}\n\`\`\``, ...present(meaningOf(initializer.docs))];
}

function exampleOf({ docs: { example } = {} }: ApiType): readonly string[] {
  return example === undefined ? [] : [`For example:\n\n\`\`\`ts\n${example.trim()}\n\`\`\``];
}

function optionsOf(type: ApiType): readonly string[] {
  const rows = inSourceOrder(type, type.properties).map(
    ({ name, type, optional, docs }) =>
      `| \`${name}\` | ${typeLink(type)} | ${optional ? defaultOf(docs) : 'required'} | ${meaningOf(docs)} |`,
  );
  return table('| option | type | default | meaning |', rows);
}

function propertiesOf(owner: ApiType): readonly string[] {
  const rows = inSourceOrder(owner, owner.properties).map(
    ({ name, type, optional, docs, ...rest }) => {
      const code = `\`${rest.static ? `${owner.name}.` : ''}${name}\``;
      return `| ${code}${optional ? ' (may be undefined)' : ''} | ${typeLink(type)} | ${meaningOf(docs)} |`;
    },
  );
  return table('| property | type | meaning |', rows);
}

function methodsOf(type: ApiType): readonly string[] {
  const rows = inSourceOrder(type, type.methods).map((method) => {
    const owner = method.static ? `${type.name}.` : '';
    const call = `\`${owner}${method.name}(${parametersOf(method.parameters)})\``;
    return `| ${call} | ${returnOf(method)} | ${methodMeaning(method)} |`;
  });
  return table('| method | returns | meaning |', rows);
}

function membersOf({ members = [] }: ApiType): readonly string[] {
  return table(
    '| member | meaning |',
    members.map(({ name, docs }) => `| \`${name}\` | ${meaningOf(docs)} |`),
  );
}

function methodMeaning({ docs, parameters = [] }: Method): string {
  const told = parameters.filter((parameter) => textOf(parameter.docs) !== '');
  return [meaningOf(docs), ...told.map((p) => `\`${p.name}\`: ${textOf(p.docs)}`)].join('<br>');
}

function returnOf({ returns }: Method): string {
  return returns === undefined ? '' : typeLink(returns.type);
}

function parametersOf(parameters: readonly Parameter[] = []): string {
  return parameters
    .map(({ name, type, optional, variadic }) => {
      const mark = optional ? '?' : '';
      return variadic ? `...${name}: ${codeOf(type)}[]` : `${name}${mark}: ${codeOf(type)}`;
    })
    .join(', ');
}

function table(head: string, rows: readonly string[]): readonly string[] {
  if (rows.length === 0) return [];
  const rule = `|${'---|'.repeat(head.split('|').length - 2)}`;
  return [[head, rule, ...rows].join('\n')];
}

function present(text: string): readonly string[] {
  return text === '' ? [] : [text];
}

/** As somebody has put it, not by the alphabet. */
function inSourceOrder<T extends Property | Method>(
  { locationInModule: home }: ApiType,
  some: readonly T[] = [],
): readonly T[] {
  // jsii gives a class also what stands in a base of it that is not exported: that comes last.
  const isElsewhere = ({ locationInModule: { filename } }: T) =>
    Number(filename !== home?.filename);
  return some.toSorted(
    (a, b) => isElsewhere(a) - isElsewhere(b) || a.locationInModule.line - b.locationInModule.line,
  );
}
