import { eventOptions, eventProps } from './event-props';
import type { PropTable } from './prop-case';
import { queueProps } from './queue-props';
import { scheduleOptions, scheduleProps, triggerOptions } from './schedule-props';
import { senderOptions } from './sender-props';
import { batchOptions, uploadOptions } from './upload-options';
import { forwarderProps, uploadProps } from './upload-props';

/** Each exported interface of props, and the table of its own ones. A new prop goes into its table. */
export const TABLES: Readonly<Record<string, PropTable<object>>> = {
  CommandScheduleOptions: scheduleOptions,
  CommandScheduleProps: scheduleProps,
  CommandSenderOptions: senderOptions,
  EventTriggerOptions: eventOptions,
  EventTriggerProps: eventProps,
  MwaaCommandQueueProps: queueProps,
  TriggerOptions: triggerOptions,
  UploadBatchOptions: batchOptions,
  UploadForwarderProps: forwarderProps,
  UploadTriggerOptions: uploadOptions,
  UploadTriggerProps: uploadProps,
};
