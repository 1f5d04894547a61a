import type { Expression, Of } from './syntax';

/** A short name for what is known only when it runs. */
export function placeholder(node: Expression): string {
  const word = wordFor(node);
  return `<${/^[A-Z_]+$/.test(word) ? word.toLowerCase().replaceAll('_', ' ') : word}>`;
}

function wordFor(node: Expression | { readonly type: 'PrivateIdentifier' }): string {
  switch (node.type) {
    case 'Identifier':
      return node.name;
    case 'MemberExpression':
      return wordForMember(node);
    case 'CallExpression':
      return wordForCall(node);
    case 'TSAsExpression':
    case 'TSNonNullExpression':
    case 'ParenthesizedExpression':
    case 'ChainExpression':
      return wordFor(node.expression);
    case 'BinaryExpression':
      return node.left.type === 'CallExpression' ? '…' : wordFor(node.left);
    case 'LogicalExpression':
      return wordFor(node.left);
    default:
      return '…';
  }
}

function wordForMember({ object, property }: Of<'MemberExpression'>): string {
  const name = property.type === 'Identifier' ? property.name : '…';
  return name === 'message' || name === '…' ? wordFor(object) : name;
}

/** By what it is about: `text` of `JSON.stringify(text)`, `names` of `names.join(', ')`. */
function wordForCall({ callee, arguments: [first] }: Of<'CallExpression'>): string {
  const isMethod = callee.type === 'MemberExpression';
  if (isMethod && wordFor(callee.object) !== 'JSON' && wordFor(callee.object) !== 'Object') {
    return wordFor(callee.object);
  }
  const word = first && first.type !== 'SpreadElement' ? wordFor(first) : '…';
  return word === '…' ? wordFor(callee) : word;
}
