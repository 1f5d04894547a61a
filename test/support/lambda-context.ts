import type { Context } from 'aws-lambda';

/** What Lambda tells a function of its invocation. */
export const LAMBDA_CONTEXT: Context = {
  functionName: 'function',
  functionVersion: '1',
  invokedFunctionArn: 'arn:aws:lambda:us-east-1:000000000000:function:function',
  memoryLimitInMB: '128',
  awsRequestId: 'request-1',
  logGroupName: 'group',
  logStreamName: 'stream',
  callbackWaitsForEmptyEventLoop: false,
  getRemainingTimeInMillis: () => 180_000,
  done: () => {},
  fail: () => {},
  succeed: () => {},
};
