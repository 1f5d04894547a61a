import type { SynthesizedStack, TemplateResource } from './assembly';
import { ACCOUNT, REGION } from './aws-server';
import type { Physical } from './intrinsics';

/**
 * Names what a stack declares, as CloudFormation would: the same template, the same names.
 *
 * Its functions throw an Error for what the stack does not declare.
 */
export function physicalNames(stack: SynthesizedStack, endpoint: string): Physical {
  const resourceOf = (logicalId: string): TemplateResource => {
    const resource = stack.resources.get(logicalId);
    if (resource === undefined) throw new Error(`${stack.name} has no resource ${logicalId}`);
    return resource;
  };

  const nameOf = (logicalId: string): string => {
    const { Type, Properties } = resourceOf(logicalId);
    const name = `${stack.name}-${logicalId}`;
    if (Type === 'AWS::S3::Bucket') return name.toLowerCase().slice(0, 63);
    return Properties?.FifoQueue === true ? `${name}.fifo` : name;
  };

  return {
    ref(logicalId) {
      const pseudo = PSEUDO_PARAMETERS[logicalId];
      if (pseudo !== undefined) return pseudo;
      const name = nameOf(logicalId);
      return resourceOf(logicalId).Type === 'AWS::SQS::Queue'
        ? `${endpoint}/${ACCOUNT}/${name}`
        : name;
    },
    attribute(logicalId, attribute) {
      if (attribute.endsWith('Name')) return nameOf(logicalId);
      const type = resourceOf(logicalId).Type;
      const service = type.split('::')[1]?.toLowerCase() ?? '';
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
