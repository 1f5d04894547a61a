import { requireVariable, UPLOAD_TRIGGER_VARIABLES } from '../contract/environment-variables';
import { readRule } from './rule';

/** What the construct tells the upload trigger. */
export function readSettings(variables: NodeJS.ProcessEnv) {
  const required = (name: keyof typeof UPLOAD_TRIGGER_VARIABLES) =>
    requireVariable(variables, UPLOAD_TRIGGER_VARIABLES[name]);
  const { batch, ...rule } = readRule(required('rule'));
  return {
    environmentName: required('environmentName'),
    queueUrl: required('queueUrl'),
    rule,
    batching: batch && { rule: { ...rule, batch }, manifestBucket: required('manifestBucketName') },
    bucketName: required('bucketName'),
    uploadsQueueUrl: required('uploadsQueueUrl'),
    uploadsTable: required('uploadsTable'),
    retentionDays: Number(required('uploadsRetentionDays')),
  };
}
