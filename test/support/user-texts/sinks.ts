import { placeholder } from './placeholder';
import { render, renderRule } from './render';
import { toldByFault, toldByOption, toldBySchema } from './schema-sinks';
import type { Expression, Of, Scope, SyntaxNode } from './syntax';
import { argumentOf, type Call, nameOf, type Told, told } from './told';

/** Functions that are given a text, which ends mwaaq or goes to stderr. */
const TELLERS = /^(usageError|troubleError|console\.error)$/;

/** Functions that return what is wrong, or what may be given. */
const FAULTS = /^(fault|describeIssue|ruleOfIssue)/i;

/** Functions that are given an option, its value and its range. */
const RANGES = /^(checkRange|faultOfNumber)$/;

/** Functions and constants that hold what to do about an error of somebody else's. */
const REMEDIES = /^(remed|REMED|hintFor|logIn)/;

/** What a node tells a user; nothing for nearly every one. */
export function toldBy(node: SyntaxNode, scope: Scope, file: string): Told | undefined {
  const isSchema = file.startsWith('app/');
  switch (node.type) {
    case 'NewExpression':
      return toldByError(node, scope);
    case 'CallExpression':
      if (isSchema) return toldBySchema(node, scope);
      return file.startsWith('cli/doctor/') ? toldByDoctor(node, scope) : toldByCall(node, scope);
    case 'ObjectExpression':
      return toldByObject(node, scope, isSchema);
    case 'ReturnStatement':
      return node.argument ? toldByReturn(node.argument, scope, isSchema) : undefined;
    case 'VariableDeclarator':
      return toldByConstant(node, scope);
    default:
      return undefined;
  }
}

/** What commander is told stands after the option and its value. */
function toldByError(node: Of<'NewExpression'>, scope: Scope): Told | undefined {
  const name = nameOf(node.callee);
  if (!name.endsWith('Error')) return undefined;
  const isOption = name === 'InvalidArgumentError';
  const form = (text: string) => (isOption ? `option <option> is <value>: ${text}` : text);
  return told(name, argumentOf(node, 0, scope), form);
}

function toldByCall(call: Call, scope: Scope): Told | undefined {
  const name = nameOf(call.callee);
  if (TELLERS.test(name)) return told(name, argumentOf(call, 0, scope));
  if (!RANGES.test(name)) return undefined;
  const rule = renderRule(call.arguments[2], scope);
  return told('fault', argumentOf(call, 0, scope), (option) => `${option} is <value>: ${rule}`);
}

/** As the doctor prints it: what was looked at, what was seen, and what to do. */
function toldByDoctor(call: Call, scope: Scope): Told | undefined {
  if (!/^(warning|error)$/.test(nameOf(call.callee))) return undefined;
  const [[about] = [], seen = [], remedies = []] = call.arguments.map((one) =>
    one.type === 'SpreadElement' ? [] : (render(one, scope) ?? [placeholder(one)]),
  );
  const texts = remedies.flatMap((what) => seen.map((text) => `${about}: ${text}; to do: ${what}`));
  return told('doctor', texts);
}

/** A reason of an outcome; that of an acknowledged rule of cdk-nag, which has an id, is for who reads the code. */
function toldByObject(
  { properties }: Of<'ObjectExpression'>,
  scope: Scope,
  isSchema: boolean,
): Told | undefined {
  const fields = new Map(
    properties.flatMap((one) =>
      one.type === 'Property' && one.key.type === 'Identifier' ? [[one.key.name, one.value]] : [],
    ),
  );
  const [option, reason, outcome] = ['error', 'reason', 'outcome'].map((name) => fields.get(name));
  if (isSchema && option) return toldByOption(option, scope);
  if (!reason || fields.has('id')) return undefined;
  return told(outcome?.type === 'Literal' ? `${outcome.value}` : 'reason', render(reason, scope));
}

function toldByReturn(value: Expression, scope: Scope, isSchema: boolean): Told | undefined {
  const texts = render(value, scope);
  if (FAULTS.test(scope.owner)) {
    return isSchema ? toldByFault(texts, scope.owner) : told('fault', texts);
  }
  return REMEDIES.test(scope.owner) ? told('remedy', texts) : undefined;
}

/** What to do, or a list of patterns with what to do about what fits one. */
function toldByConstant(
  { id, init }: Extract<SyntaxNode, { type: 'VariableDeclarator' }>,
  scope: Scope,
): Told | undefined {
  if (!init || id.type !== 'Identifier' || !REMEDIES.test(id.name)) return undefined;
  if (init.type !== 'ArrayExpression') return told('remedy', render(init, scope));
  const rows = init.elements.flatMap((one) => (one?.type === 'ArrayExpression' ? [one] : []));
  const remedies = rows.flatMap(({ elements }) => {
    const last = elements.at(-1);
    return last && last.type !== 'SpreadElement' ? (render(last, scope) ?? []) : [];
  });
  return told('remedy', remedies);
}
