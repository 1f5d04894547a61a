import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { UPLOAD_TRIGGER_VARIABLES } from '../../lambda/contract/environment-variables';
import { environmentTemplate } from '../support/app';
import { joined, propertiesOf } from '../support/template';

/** The ids in the template of what the triggers of some uploads are made of. */
function partsOf(uploads: readonly object[]): readonly string[] {
  const { Resources } = environmentTemplate({ uploads }).toJSON();
  return Object.keys(Resources).filter((id) => id.includes('Upload'));
}

const everything = {
  name: 'sales',
  dagId: 'load',
  keyPattern: 'sales/{date}/*.csv',
  folderMarkers: true,
  emptyObjects: false,
  conf: { day: '{group}', deep: [{ n: 1 }, null, true] },
  batch: { windowSeconds: 60, maxFiles: 10, groupBy: 'date' },
  sourceAccounts: ['111111111111'],
  bucketName: 'company-data',
  viaEventBridge: true,
};

describe('an upload', () => {
  it('hands all that is said of it on to its function', () => {
    const template = environmentTemplate({ uploads: [everything] });

    const functions = propertiesOf<{
      readonly Environment?: { readonly Variables: Readonly<Record<string, string>> };
    }>(template, 'AWS::Lambda::Function');
    const rules = functions.flatMap(
      ({ Environment }) => Environment?.Variables[UPLOAD_TRIGGER_VARIABLES.rule] ?? [],
    );
    expect(rules.map((rule) => JSON.parse(rule))).toEqual([
      {
        name: 'sales',
        dagId: 'load',
        keyPattern: 'sales/{date}/*.csv',
        folderMarkers: true,
        emptyObjects: false,
        conf: everything.conf,
        batch: { windowSeconds: 60, maxFiles: 10, groupBy: 'date' },
      },
    ]);
  });

  it('takes its bucket, and how that tells, from there too', () => {
    const template = environmentTemplate({ uploads: [everything] });
    template.hasResourceProperties('AWS::Events::Rule', {
      EventBusName: Match.anyValue(),
      EventPattern: { account: ['111111111111'], detail: { bucket: { name: ['company-data'] } } },
    });

    const { sourceAccounts: _, ...here } = { ...everything, viaEventBridge: false };
    environmentTemplate({ uploads: [here] }).hasResourceProperties(
      'Custom::S3BucketNotifications',
      { BucketName: 'company-data' },
    );
  });

  it('of a marker is one too', () => {
    environmentTemplate({
      uploads: [{ dagId: 'd', marker: '_SUCCESS' }],
    }).hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: { MWAAQ_UPLOAD_RULE: Match.stringLikeRegexp('"marker":"_SUCCESS"') },
      },
    });
  });

  it('that is put before others replaces nothing', () => {
    const uploads = ['b', 'c'].map((dagId) => ({ dagId, prefix: `${dagId}/` }));

    const before = partsOf(uploads);
    const after = partsOf([{ dagId: 'a', prefix: 'a/' }, ...uploads]);

    expect(before.length).toBeGreaterThan(0);
    expect(after).toEqual(expect.arrayContaining([...before]));
  });

  it('that gathers batches keeps its queue, and what waits in it, with another DAG', () => {
    const uploads = (dagId: string) => [{ name: 'sales', dagId, batch: { windowSeconds: 60 } }];

    const before = partsOf(uploads('load_sales'));

    expect(before.filter((id) => id.includes('Queue'))).not.toEqual([]);
    expect(partsOf(uploads('load_sales_v2'))).toEqual(before);
  });

  it('goes by the name of its DAG when it has none', () => {
    const template = environmentTemplate({ uploads: [{ dagId: 'orders' }] });

    template.hasResourceProperties('AWS::Lambda::Function', {
      Environment: {
        Variables: { MWAAQ_UPLOAD_RULE: Match.stringLikeRegexp('"name":"orders"') },
      },
    });
  });
});

describe('the outputs', () => {
  const outputOf = (uploads: readonly object[], name: string) => {
    const [output] = Object.values(environmentTemplate({ uploads }).findOutputs(name));
    return output?.Value;
  };

  it('name the function of each upload, as JSON', () => {
    const functions = outputOf([{ dagId: 'a.b', prefix: 'a/' }, everything], 'UploadFunctions');

    expect(JSON.parse(joined(functions))).toEqual({
      'a.b': expect.stringMatching(/^<.*Upload.*Function.*>$/),
      sales: expect.stringMatching(/^<.*Upload.*Function.*>$/),
    });
  });

  it.each([
    ['UploadDeadLetterQueueUrl', { dagId: 'a' }],
    ['UndeliveredEventQueueUrl', { dagId: 'a', bucketName: 'company-data' }],
    ['UploadManifestsBucket', { name: 'a', dagId: 'd', batch: { windowSeconds: 60 } }],
    ['UploadEventBusArn', { dagId: 'a', sourceAccounts: ['111111111111'] }],
  ])('have %s once there is one', (name, upload) => {
    expect(outputOf([upload], name)).toBeDefined();
    expect(outputOf([], name)).toBeUndefined();
  });
});

it('manifests are kept as long as the environment says', () => {
  environmentTemplate({
    uploadManifestRetentionDays: 7,
    uploads: [{ name: 'a', dagId: 'd', batch: { windowSeconds: 60 } }],
  }).hasResourceProperties('AWS::S3::Bucket', {
    LifecycleConfiguration: { Rules: [{ ExpirationInDays: 7, Status: 'Enabled' }] },
  });
});
