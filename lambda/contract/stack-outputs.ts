/** The names of the outputs by which a stack tells of its queue: the constructs write them, the command line looks for them. */
export const STACK_OUTPUTS = {
  environmentName: 'EnvironmentName',
  queueUrl: 'QueueUrl',
  deadLetterQueueUrl: 'DeadLetterQueueUrl',
  recordsTableName: 'RecordsTableName',
  runnerLogs: 'RunnerLogs',
  mappingId: 'RunnerEventSourceMappingId',
  dashboardName: 'DashboardName',
  outcomeEventDeadLetterQueueUrl: 'OutcomeEventDeadLetterQueueUrl',
  runnerSecurityGroupId: 'RunnerSecurityGroupId',
  vpcEndpointSecurityGroupId: 'VpcEndpointSecurityGroupId',
  scheduleDeadLetterQueueUrl: 'ScheduleDeadLetterQueueUrl',
  eventDeadLetterQueueUrl: 'EventDeadLetterQueueUrl',
  undeliveredEventQueueUrl: 'UndeliveredEventQueueUrl',
  /** JSON: the function of each upload trigger, by the trigger's name. */
  uploadFunctions: 'UploadFunctions',
  uploadDeadLetterQueueUrl: 'UploadDeadLetterQueueUrl',
  uploadManifestsBucket: 'UploadManifestsBucket',
  uploadEventBusArn: 'UploadEventBusArn',
} as const;
