import type { SynthesizedStack } from './assembly';
import { ACCOUNT, REGION } from './aws-server';
import type { Physical } from './intrinsics';

/** Names what a stack declares, as CloudFormation would: the same template, the same names. */
export function physicalNames(stack: SynthesizedStack, endpoint: string): Physical {
  const typeOf = (logicalId: string) => stack.resources.get(logicalId)?.Type;

  const nameOf = (logicalId: string): string => {
    const resource = stack.resources.get(logicalId);
    const name = `${stack.name}-${logicalId}`;
    if (resource?.Type === 'AWS::S3::Bucket') return name.toLowerCase().slice(0, 63);
    return resource?.Properties?.FifoQueue === true ? `${name}.fifo` : name;
  };

  return {
    ref(logicalId) {
      const pseudo = PSEUDO_PARAMETERS[logicalId];
      if (pseudo !== undefined) return pseudo;
      const name = nameOf(logicalId);
      return typeOf(logicalId) === 'AWS::SQS::Queue' ? `${endpoint}/${ACCOUNT}/${name}` : name;
    },
    attribute(logicalId, attribute) {
      if (attribute.endsWith('Name')) return nameOf(logicalId);
      const type = typeOf(logicalId);
      const service = type?.split('::')[1]?.toLowerCase() ?? '';
      if (type === 'AWS::S3::Bucket') return `arn:aws:s3:::${nameOf(logicalId)}`;
      const kind = type === 'AWS::Lambda::Function' ? 'function:' : '';
      return `arn:aws:${service}:${REGION}:${ACCOUNT}:${kind}${nameOf(logicalId)}`;
    },
  };
}

const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::URLSuffix': 'amazonaws.com',
};
