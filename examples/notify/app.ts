import { App, type AppProps, CfnOutput, Stack } from 'aws-cdk-lib';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { MwaaCommandQueue } from 'mwaa-cli-queue';
import { OnCallTopic } from './on-call-topic';
import { TroubleRules } from './trouble-rules';

const ENVIRONMENT = 'MyEnvironment';
const EMAIL = 'on-call@example.com';

/** Tells people by email of commands and environments in trouble, and of all alarms. */
export function createApp(props?: AppProps): App {
  const app = new App(props);
  const stack = new Stack(app, 'Notify');
  const onCall = new OnCallTopic(stack, 'OnCall');
  onCall.topic.addSubscription(new EmailSubscription(EMAIL));
  const queue = new MwaaCommandQueue(stack, 'Queue', {
    environmentName: ENVIRONMENT,
    alarmTopic: onCall.topic,
  });
  new TroubleRules(stack, 'Trouble', { environmentName: ENVIRONMENT, onCall });

  new CfnOutput(stack, 'TopicArn', { value: onCall.topic.topicArn });
  queue.addOutputs();
  return app;
}
