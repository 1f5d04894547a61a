export { AirflowCommand, type TriggerOptions } from './commands/airflow-command';
export { CommandSender, type CommandSenderOptions } from './commands/command-sender';
export { Via } from './commands/via';
export {
  EventTrigger,
  type EventTriggerOptions,
  type EventTriggerProps,
} from './events/event-trigger';
export { MeasuredQueue } from './measured-queue';
export { MwaaCommandQueue } from './mwaa-command-queue';
export type { MwaaCommandQueueProps } from './mwaa-command-queue-props';
export {
  CommandSchedule,
  type CommandScheduleOptions,
  type CommandScheduleProps,
} from './schedules/command-schedule';
export { UploadForwarder, type UploadForwarderProps } from './uploads/upload-forwarder';
export { UploadTrigger, type UploadTriggerProps } from './uploads/upload-trigger';
export type { UploadBatchOptions, UploadTriggerOptions } from './uploads/upload-trigger-options';
