import type { MappingSpec } from '../../local/stack/event-source-mapping';

/** A mapping of one message at a time, unless the test says otherwise. */
export function mappingSpec(
  spec: Pick<MappingSpec, 'queueUrl'> & Partial<MappingSpec>,
): MappingSpec {
  const here = 'us-east-1:000000000000';
  return {
    id: 'mapping',
    arn: `arn:aws:lambda:${here}:event-source-mapping:mapping`,
    functionArn: `arn:aws:lambda:${here}:function:runner`,
    queueArn: `arn:aws:sqs:${here}:commands.fifo`,
    batchSize: 1,
    windowSeconds: 0,
    partialBatchResponse: true,
    ...spec,
  };
}
