import { Annotations, Aspects, Stack } from 'aws-cdk-lib';
import type { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';

/**
 * What the policies of keys must say, by statement id or by what each says. Of all environments together, since they may
 * share a key; weak, so that no key of an app outlives it here.
 */
const NEEDED = new WeakMap<IKey, Map<string, PolicyStatement>>();

/** What the policy of a key must say for what uses it so far. */
export function keyPolicyStatements(key: IKey): PolicyStatement[] {
  return [...(NEEDED.get(key)?.values() ?? [])];
}

/** Writes a statement into a key's policy, once for all that need it; of an imported key it is printed at synth. */
export function needInPolicy(key: IKey, statement: PolicyStatement): void {
  const needed = NEEDED.get(key) ?? new Map<string, PolicyStatement>();
  NEEDED.set(key, needed);
  const id = statement.sid ?? JSON.stringify(statement.toStatementJson());
  if (needed.has(id)) return;
  needed.set(id, statement);
  const { statementAdded } = key.addToResourcePolicy(statement, true);
  // The first tells of all.
  if (!statementAdded && needed.size === 1) tell(key);
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
