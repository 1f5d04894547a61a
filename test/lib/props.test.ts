import { CfnParameter, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { errorOf } from '../support/errors';
import { exportedProps } from '../support/props/exported-props';
import {
  ALL_OF_ITS_TYPE,
  type AtDeployment,
  NONE,
  type PropCase,
  type PropTable,
} from '../support/props/prop-case';
import { TABLES } from '../support/props/tables';
import { quickApp } from '../support/template';

const EXPORTED = exportedProps();
const PROPS = [...EXPORTED].flatMap(([of, props]) =>
  props.map(({ name, type }) => ({ name: `${of}.${name}`, type })),
);

/** What a CloudFormation parameter can give. */
const OF_PARAMETERS = new Set(['Duration', 'number', 'string', 'string[]']);

const CASES = Object.entries(TABLES).flatMap(([name, { build, props }]) =>
  Object.entries(props).map(([prop, held]) => ({ name: `${name}.${prop}`, build, ...held })),
);

/** One that says where it is, so that what is elsewhere can be told. */
function testStack(): Stack {
  const app = quickApp();
  return new Stack(app, 'Stack', { env: { account: '111111111111', region: 'eu-central-1' } });
}

it('the props are read from the sources as they stand there', () => {
  expect(EXPORTED.get('UploadBatchOptions')).toEqual([
    { name: 'window', type: 'Duration' },
    { name: 'maxFiles', type: 'number' },
    { name: 'groupBy', type: 'string' },
  ]);
  expect(EXPORTED.size).toBe(Object.keys(TABLES).length);
});

it('the props are each held against a value that is taken and one that is refused', () => {
  // What is missing here goes into test/support/props.
  expect(namesOf(CASES)).toEqual(namesOf(PROPS));
});

it('the props are each held against a value of the deployment, where there can be one', () => {
  const held = CASES.filter(({ atDeployment }) => atDeployment !== undefined);

  expect(namesOf(held)).toEqual(
    expect.arrayContaining(namesOf(PROPS.filter(({ type }) => OF_PARAMETERS.has(type)))),
  );
});

describe.each(CASES)('$name', ({ build, accepted, shows, refused, atDeployment }) => {
  it('takes a value, which the template shows', () => {
    const stack = testStack();
    build(stack, accepted(stack));

    expectShown(Template.fromStack(stack), shows(stack));
  });

  it('shows it by nothing that is there without it', () => {
    const { stack, template } = withoutOptions(build);

    expect(() => expectShown(template, shows(stack))).toThrow(/match|but found/);
  });

  if (refused !== ALL_OF_ITS_TYPE) {
    it('refuses another, and says what to give', async () => {
      const stack = testStack();

      const { message } = await errorOf(() => build(stack, refused.given(stack)));
      expect(message).toBe(refused.error);
    });
  }

  if (atDeployment !== undefined) {
    it('is told at deployment, or says that it cannot be', () => {
      expectAtDeployment(build, atDeployment);
    });
  }
});

function expectShown(template: Template, shown: ReturnType<PropCase<object>['shows']>): void {
  const [type, properties] = shown;
  if (properties === NONE) template.resourceCountIs(type, 0);
  else template.hasResourceProperties(type, properties);
}

type Build = PropTable<object>['build'];

const BARE = new Map<Build, { readonly stack: Stack; readonly template: Template }>();

/** One for all props of a table. */
function withoutOptions(build: Build) {
  const known = BARE.get(build);
  if (known !== undefined) return known;
  const stack = testStack();
  build(stack, {});
  const bare = { stack, template: Template.fromStack(stack) };
  BARE.set(build, bare);
  return bare;
}

function expectAtDeployment(build: Build, { given, error }: AtDeployment): void {
  const stack = testStack();
  const props = given({
    text: new CfnParameter(stack, 'GivenText').valueAsString,
    number: new CfnParameter(stack, 'GivenNumber', { type: 'Number' }).valueAsNumber,
    list: new CfnParameter(stack, 'GivenList', { type: 'CommaDelimitedList' }).valueAsList,
  });
  if (error !== undefined) {
    expect(() => build(stack, props)).toThrow(new Error(error));
    return;
  }
  build(stack, props);
  const { Resources } = Template.fromStack(stack).toJSON();
  const written = JSON.stringify(Resources);
  expect(written).toMatch(/"Ref":"Given(Text|Number|List)"/);
  // As the CDK writes what it could not resolve: texts in braces, numbers out of all proportion.
  expect(written).not.toMatch(/Token\[|e\+289/);
}

function namesOf(props: readonly { readonly name: string }[]): string[] {
  return props.map(({ name }) => name).toSorted();
}
