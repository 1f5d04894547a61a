import { Annotations, Aspects, Stack } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';

interface Needs {
  /** By id, or by what each says. */
  readonly statements: Map<string, PolicyStatement>;
  /** Whether they are printed at synth. */
  isTold: boolean;
}

/** Of all environments together, since they may share a key; weak, so that no key of an app outlives it here. */
const NEEDS = new WeakMap<IKey, Needs>();

/** What the policy of a key must say for what uses it so far. */
export function keyPolicyStatements(key: IKey): readonly PolicyStatement[] {
  return [...(NEEDS.get(key)?.statements.values() ?? [])];
}

/** Writes a statement into a key's policy, once for all that need it; of an imported key it is printed at synth. */
export function needInPolicy(key: IKey, statement: PolicyStatement): void {
  const needs = NEEDS.get(key) ?? { statements: new Map(), isTold: false };
  NEEDS.set(key, needs);
  const id = statement.sid ?? JSON.stringify(statement.toStatementJson());
  if (needs.statements.has(id)) return;
  needs.statements.set(id, statement);
  const { statementAdded } = key.addToResourcePolicy(statement, true);
  if (statementAdded || needs.isTold) return;
  needs.isTold = true;
  tell(key);
}

/** At synth, when all are known that need something. */
function tell(key: IKey): void {
  Aspects.of(key).add({
    visit(node) {
      if (node !== key) return;
      const statements = keyPolicyStatements(key).map((one) => one.toStatementJson());
      const text = JSON.stringify(Stack.of(key).resolve(statements), null, 2);
      Annotations.of(key).addInfo(
        `encryptionKey is imported, so CDK cannot write its policy: see that it has these statements\n${text}`,
      );
    },
  });
}
