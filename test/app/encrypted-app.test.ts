import { describe, expect, it } from 'vitest';
import { fullTemplates } from '../../scripts/full-app';
import { ENCRYPTED } from '../../scripts/full-app-keys';
import { resourcesOf, type Statement } from '../../scripts/synthesized-template';

const templates = fullTemplates((stack) => stack.startsWith(ENCRYPTED));

function all<Properties>(type?: string) {
  return templates.flatMap((template) => resourcesOf<Properties>(template, type));
}

interface Document {
  readonly Statement: readonly (Statement & { readonly Sid?: string })[];
}

interface AnyPolicy {
  readonly PolicyDocument?: Document;
  readonly Policies?: readonly { readonly PolicyDocument: Document }[];
}

/** What roles may do with a key. */
const keyRights = all<AnyPolicy>()
  .flatMap(({ properties: { PolicyDocument, Policies = [] } }) =>
    [PolicyDocument, ...Policies.map((policy) => policy.PolicyDocument)].flatMap(
      (document) => document?.Statement ?? [],
    ),
  )
  .filter(({ Action }) => [Action].flat().some((action) => action.startsWith('kms:')));

/** What keys' policies say, but for what CDK itself writes: that the account's own policies hold. */
const keyPolicies = all<{ KeyPolicy: Document }>('AWS::KMS::Key')
  .flatMap(({ properties }) => properties.KeyPolicy.Statement)
  .filter(({ Sid }) => Sid !== undefined);

describe('where an environment has a key of its own', () => {
  it.each([
    ['AWS::SQS::Queue', 'KmsMasterKeyId', 13],
    ['AWS::Logs::LogGroup', 'KmsKeyId', 7],
  ])('every %s is encrypted by it', (type, property, count) => {
    const resources = all<Record<string, unknown>>(type);

    expect(resources).toHaveLength(count);
    expect(resources.filter(({ properties }) => properties[property] === undefined)).toEqual([]);
  });

  it('no role may use the key but through a service, or for a table', () => {
    const conditions = keyRights.flatMap(({ Condition = {} }) =>
      Object.values(Condition).flatMap((keys) => Object.keys(keys)),
    );

    expect(keyRights.length).toBeGreaterThan(10);
    expect(conditions).toHaveLength(keyRights.length);
    expect(new Set(conditions)).toEqual(
      new Set(['kms:ViaService', 'kms:EncryptionContext:aws:dynamodb:tableName']),
    );
  });

  it('no role may use any key, nor do anything by a pattern', () => {
    expect(keyRights.flatMap(({ Resource }) => Resource).filter((arn) => arn === '*')).toEqual([]);
    const actions = [...keyRights, ...keyPolicies].flatMap(({ Action }) => Action);
    expect(actions.filter((action) => action.includes('*'))).toEqual([]);
  });

  it('each statement of a key policy has a condition, and is for no one that is not named', () => {
    expect(keyPolicies).toHaveLength(7);
    expect(keyPolicies.filter(({ Condition }) => Condition === undefined)).toEqual([]);
    expect(JSON.stringify(keyPolicies.map(({ Principal }) => Principal))).not.toContain('*');
  });
});
