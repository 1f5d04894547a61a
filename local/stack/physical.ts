import { InternalError } from '../../lambda/contract/errors';
import { ACCOUNT, REGION, roleIdOf } from './account';
import type { SynthesizedStack, TemplateResource } from './assembly';
import type { Physical } from './intrinsics';

/**
 * Names what a stack declares, as CloudFormation would: the same template, the same names.
 *
 * Its functions throw an Error for what the stack does not declare.
 */
export function physicalNames(stack: SynthesizedStack, endpoint: string): Physical {
  const resourceOf = (logicalId: string): TemplateResource => {
    const resource = stack.resources.get(logicalId);
    if (resource === undefined)
      throw new InternalError(`${stack.name} has no resource ${logicalId}`);
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
      switch (resourceOf(logicalId).Type) {
        case 'AWS::SQS::Queue':
          return `${endpoint}/${ACCOUNT}/${name}`;
        case 'AWS::SNS::Topic':
          return arnOf('AWS::SNS::Topic', name);
        default:
          return name;
      }
    },
    attribute(logicalId, attribute) {
      if (attribute.endsWith('Name')) return nameOf(logicalId);
      if (attribute === 'RoleId') return roleIdOf(nameOf(logicalId));
      const arn = arnOf(resourceOf(logicalId).Type, nameOf(logicalId));
      return attribute === 'StreamArn' ? `${arn}/stream/${STREAM_LABEL}` : arn;
    },
  };
}

/** The ARN of a resource by its name. */
export function arnOf(type: string, name: string): string {
  if (type === 'AWS::S3::Bucket') return `arn:aws:s3:::${name}`;
  const service = type.split('::')[1]?.toLowerCase() ?? '';
  return `arn:aws:${service}:${REGION}:${ACCOUNT}:${ARN_KINDS[type] ?? ''}${name}`;
}

/** What stands before the name in an ARN. */
const ARN_KINDS: Readonly<Record<string, string>> = {
  'AWS::DynamoDB::Table': 'table/',
  'AWS::Events::EventBus': 'event-bus/',
  'AWS::Events::Rule': 'rule/',
  'AWS::KMS::Key': 'key/',
  'AWS::Lambda::EventSourceMapping': 'event-source-mapping:',
  'AWS::Lambda::Function': 'function:',
  'AWS::Pipes::Pipe': 'pipe/',
};

/** DynamoDB's is the time when the stream was made. */
const STREAM_LABEL = '2026-01-01T00:00:00.000';

const PSEUDO_PARAMETERS: Readonly<Record<string, string>> = {
  'AWS::AccountId': ACCOUNT,
  'AWS::Partition': 'aws',
  'AWS::Region': REGION,
  'AWS::URLSuffix': 'amazonaws.com',
};
