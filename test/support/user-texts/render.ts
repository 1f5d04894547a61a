import { ruleOf } from '../../../lambda/contract/range';
import { placeholder } from './placeholder';
import { constantOf, type Expression, type Of, type Scope } from './syntax';

/** More variants of one text tell a reader nothing new. */
const MAX_VARIANTS = 12;

/**
 * What an expression may say: each variant of it, with `<name>` for what is known only when it runs.
 *
 * @returns nothing for what is no text in the sources, such as another error's
 */
export function render(node: Expression, scope: Scope): readonly string[] | undefined {
  switch (node.type) {
    case 'Literal':
      return node.value === null || typeof node.value === 'object' ? undefined : [`${node.value}`];
    case 'TemplateLiteral':
      return renderTemplate(node, scope);
    case 'ConditionalExpression':
      return variants([node.consequent, node.alternate], scope);
    case 'LogicalExpression':
      // Of no text at all there is nothing to tell.
      return variants([node.left, node.right], scope)?.filter((text) => text !== '');
    case 'BinaryExpression':
      return renderBinary(node, scope);
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'ParenthesizedExpression':
      return render(node.expression, scope);
    case 'Identifier':
      return renderConstant(node.name, scope);
    case 'MemberExpression':
      return renderMember(node, scope);
    case 'CallExpression':
      return isCallOf(node, 'ruleOf') ? [renderRule(node.arguments[0], scope)] : undefined;
    default:
      return undefined;
  }
}

type Argument = Of<'CallExpression'>['arguments'][number];

function renderTemplate({ quasis, expressions }: Of<'TemplateLiteral'>, scope: Scope) {
  return quasis.reduce<readonly string[]>(
    (texts, { value }, i) => {
      const expression = expressions[i];
      const next = expression && (render(expression, scope) ?? [placeholder(expression)]);
      return joined(joined(texts, [value.cooked ?? '']), next ?? ['']);
    },
    [''],
  );
}

function joined(first: readonly string[], second: readonly string[]): readonly string[] {
  return first.flatMap((a) => second.map((b) => a + b)).slice(0, MAX_VARIANTS);
}

/** Of a choice, all that it may be; nothing where none of it is a text. */
function variants(nodes: readonly Expression[], scope: Scope): readonly string[] | undefined {
  const found = nodes.map((node) => render(node, scope));
  if (found.every((texts) => texts === undefined)) return undefined;
  return nodes.flatMap((node, i) => found[i] ?? (isNothing(node) ? [] : [placeholder(node)]));
}

/** `undefined` or `null`: then there is no text at all. */
function isNothing(node: Expression): boolean {
  return node.type === 'Identifier' ? node.name === 'undefined' : node.type === 'Literal';
}

/** Texts in a row, or a figure such as `14 * 24 * 3600`. */
function renderBinary({ operator, left, right }: Of<'BinaryExpression'>, scope: Scope) {
  if (left.type === 'PrivateIdentifier') return undefined;
  const [first, second] = [render(left, scope), render(right, scope)];
  const [a, b] = [Number(first?.[0]), Number(second?.[0])];
  const figures = { '*': a * b, '/': a / b, '-': a - b, '+': a + b };
  const figure = Object.entries(figures).find(([sign]) => sign === operator)?.[1];
  if (figure !== undefined && !Number.isNaN(figure)) return [String(figure)];
  const isText = [first, second].some((texts) => texts && Number.isNaN(Number(texts[0])));
  if (operator !== '+' || !isText) return undefined;
  return joined(first ?? [placeholder(left)], second ?? [placeholder(right)]);
}

function renderConstant(name: string, scope: Scope) {
  const value = constantOf(name, scope);
  // A constant that is made from itself would never end.
  const around = { ...scope, names: new Map([[name, undefined]]), around: scope };
  return value && render(value, around);
}

/** `RANGE.least` of a constant object; of `KINDS[kind]`, each that there is. */
function renderMember({ object, property, computed }: Of<'MemberExpression'>, scope: Scope) {
  const fields = fieldsOf(object, scope);
  if (computed) {
    const texts = [...fields.values()].flatMap((value) => render(value, scope) ?? []);
    return texts.length === 0 ? undefined : texts;
  }
  const value = property.type === 'Identifier' ? fields.get(property.name) : undefined;
  return value && render(value, scope);
}

/** The fields of an object, of a constant that is one, or of a field of it. */
function fieldsOf(node: Expression, scope: Scope): ReadonlyMap<string, Expression> {
  const object = withoutType(constantAt(node, scope));
  if (object?.type !== 'ObjectExpression') return new Map();
  return new Map(
    object.properties.flatMap((one): readonly (readonly [string, Expression])[] => {
      if (one.type === 'SpreadElement') return [...fieldsOf(one.argument, scope)];
      return one.key.type === 'Identifier' ? [[one.key.name, one.value]] : [];
    }),
  );
}

function constantAt(node: Expression, scope: Scope): Expression | undefined {
  if (node.type === 'Identifier') return constantOf(node.name, scope);
  if (node.type !== 'MemberExpression' || node.computed) return node;
  const { object, property } = node;
  return property.type === 'Identifier' ? fieldsOf(object, scope).get(property.name) : undefined;
}

function isCallOf({ callee }: Of<'CallExpression'>, name: string): boolean {
  return callee.type === 'Identifier' && callee.name === name;
}

/** What a range says, where its ends stand in the sources. */
export function renderRule(node: Argument | undefined, scope: Scope): string {
  if (node === undefined || node.type === 'SpreadElement') return 'give <range>';
  const fields = fieldsOf(node, scope);
  const read = (name: string) => {
    const value = fields.get(name);
    return value && (render(value, scope)?.[0] ?? placeholder(value));
  };
  const [least, most] = [Number(read('least')), Number(read('most') ?? 0)];
  if (Number.isNaN(least) || Number.isNaN(most)) return 'give <range>';
  return ruleOf({
    least,
    ...(fields.has('most') ? { most } : {}),
    unit: read('unit'),
    takesParts: fields.has('takesParts'),
  });
}

function withoutType(node: Expression | undefined): Expression | undefined {
  const isTyped = node?.type === 'TSAsExpression' || node?.type === 'TSSatisfiesExpression';
  return isTyped ? withoutType(node.expression) : node;
}
