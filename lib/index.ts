export { AirflowCommand, type TriggerOptions } from './airflow-command';
export {
  CommandSchedule,
  type CommandScheduleOptions,
  type CommandScheduleProps,
} from './command-schedule';
export { CommandSender, type CommandSenderOptions } from './command-sender';
export { EventTrigger, type EventTriggerOptions, type EventTriggerProps } from './event-trigger';
export { MeasuredQueue } from './measured-queue';
export { MwaaCommandQueue } from './mwaa-command-queue';
export type { MwaaCommandQueueProps } from './mwaa-command-queue-props';
export { UploadForwarder, type UploadForwarderProps } from './upload-forwarder';
export { UploadTrigger, type UploadTriggerProps } from './upload-trigger';
export type { UploadBatchOptions, UploadTriggerOptions } from './upload-trigger-options';
export { Via } from './via';
