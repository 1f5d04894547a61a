import { App, type AppProps, CfnOutput, Duration, Stack } from 'aws-cdk-lib';
import { BlockPublicAccess, Bucket, BucketEncryption } from 'aws-cdk-lib/aws-s3';
import { MwaaCommandQueue } from 'mwaa-cli-queue';

const ENVIRONMENT = 'MyEnvironment';
const DAG = 'ingest_orders';

/** Each file below `orders/` starts one run of a DAG. */
export function createApp(props?: AppProps): App {
  const app = new App(props);
  const stack = new Stack(app, 'Minimal');
  const bucket = createBucket(stack);
  const queue = new MwaaCommandQueue(stack, 'Queue', { environmentName: ENVIRONMENT });
  queue.addUploadTrigger('orders', { bucket, prefix: 'orders/', dagId: DAG });

  new CfnOutput(stack, 'Bucket', { value: bucket.bucketName });
  queue.addOutputs();
  return app;
}

/** Closed to the public and without TLS; who read or wrote what is logged beside it. */
function createBucket(stack: Stack): Bucket {
  const closed = {
    encryption: BucketEncryption.S3_MANAGED,
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
  };
  const serverAccessLogsBucket = new Bucket(stack, 'AccessLogs', {
    ...closed,
    lifecycleRules: [{ expiration: Duration.days(90) }],
  });
  return new Bucket(stack, 'Incoming', { ...closed, serverAccessLogsBucket });
}
