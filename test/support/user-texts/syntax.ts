import { parseAst } from 'vitest/node';

type Program = ReturnType<typeof parseAst>;
type Statement = Program['body'][number];

/** An expression of the parser's own. */
export type Expression = Extract<Statement, { type: 'ExpressionStatement' }>['expression'];
export type Of<Type extends Expression['type']> = Extract<Expression, { type: Type }>;
type Declaration = Extract<Statement, { type: 'VariableDeclaration' }>;
type ClassElement = Extract<Statement, { superClass: unknown }>['body']['body'][number];
type FunctionNode = Extract<Statement | Expression, { params: unknown }>;

/** What the walk tells apart. */
export type SyntaxNode =
  | Statement
  | Expression
  | Of<'ObjectExpression'>['properties'][number]
  | Declaration['declarations'][number]
  | ClassElement;

/** What is known at a place: constants, of which a nearer one hides another, and the named function that it stands in. */
export interface Scope {
  readonly names: Names;
  readonly around?: Scope;
  readonly owner: string;
}

/** Of each name its constant, or that it is none. */
export type Names = ReadonlyMap<string, Expression | undefined>;

/** The constant of a name; nothing for what is known only when it runs. */
export function constantOf(name: string, { names, around }: Scope): Expression | undefined {
  if (names.has(name) || around === undefined) return names.get(name);
  return constantOf(name, around);
}

/** @param file by whose name's ending the parser takes it for TypeScript or JavaScript */
export function parse(source: string, file: string): Program {
  return parseAst(source, { lang: file.endsWith('.mjs') ? 'js' : 'ts' });
}

/** The names that are declared at a file's top. */
export function namesOf(program: Program): Names {
  return new Map(declaredIn(program.body));
}

/**
 * Shows each node of a file, with what is known there.
 *
 * @param shared constants of other files
 */
export function walk(
  program: Program,
  shared: Names,
  visit: (node: SyntaxNode, scope: Scope) => void,
): void {
  const go = (value: unknown, scope: Scope): void => {
    if (Array.isArray(value)) for (const one of value) go(one, scope);
    if (!isNode(value)) return;
    const inner = isFunction(value) ? scopeOf(value, scope) : scope;
    visit(value, inner);
    const below = { ...inner, owner: functionNamedBy(value) ?? inner.owner };
    for (const child of Object.values(value)) go(child, below);
  };
  const outside = { names: shared, owner: '' };
  go(program.body, { names: namesOf(program), around: outside, owner: '' });
}

function isNode(value: unknown): value is SyntaxNode {
  return typeof Object(value).type === 'string' && !Array.isArray(value);
}

function isFunction(node: SyntaxNode): node is FunctionNode {
  return /^(FunctionDeclaration|FunctionExpression|ArrowFunctionExpression)$/.test(node.type);
}

/** The name of a function that a constant or a method holds. */
function functionNamedBy(node: SyntaxNode): string | undefined {
  if (node.type === 'VariableDeclarator') {
    return node.init && isFunction(node.init) && node.id.type === 'Identifier'
      ? node.id.name
      : undefined;
  }
  if (node.type !== 'MethodDefinition') return undefined;
  return node.key.type === 'Identifier' ? node.key.name : undefined;
}

/** A function's parameters hide constants; those in its body are its own. */
function scopeOf(node: FunctionNode, around: Scope): Scope {
  const hidden = namesIn(node.params).map((name) => [name, undefined] as const);
  const name = 'id' in node ? node.id?.name : undefined;
  const names = new Map([...hidden, ...declaredIn(node.body)]);
  return { names, around, owner: name ?? around.owner };
}

function namesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(namesIn);
  if (!isNode(value)) return [];
  return value.type === 'Identifier' ? [value.name] : Object.values(value).flatMap(namesIn);
}

/** What is declared in a function or file, without the functions in it; of what is no plain constant only the name. */
function declaredIn(value: unknown): readonly (readonly [string, Expression | undefined])[] {
  if (Array.isArray(value)) return value.flatMap(declaredIn);
  if (!isNode(value) || isFunction(value)) return [];
  if (value.type !== 'VariableDeclaration') return Object.values(value).flatMap(declaredIn);
  return value.declarations.flatMap(({ id, init }) => {
    const names = id.type === 'Identifier' ? [id.name] : namesIn(id);
    const constant = value.kind === 'const' && id.type === 'Identifier' ? init : undefined;
    return names.map((name) => [name, constant ?? undefined] as const);
  });
}
