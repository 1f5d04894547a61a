/** What is yours: change it before you deploy. */
export const SETTINGS = {
  environmentName: 'MyEnvironment',

  /** The environment's execution role, which its DAGs act as. */
  executionRoleName: 'my-environment-execution-role',

  /** A bucket of this account that is there already. EventBridge must be switched on for it. */
  existingBucketName: 'company-raw-zone',

  /** A bucket in another account, likewise. */
  partnerAccount: '222222222222',
  partnerBucketName: 'partner-exports',

  /** The output `UploadEventBusArn` of the stack `DataLake`: known once that is deployed. */
  uploadEventBusArn: 'arn:aws:events:eu-central-1:111111111111:event-bus/FromTheOutput',
} as const;
