import type { Answer } from '../../local/calls';

const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** As CloudFormation answers. */
export const refusal = (status: number, code: string, message: string): Answer => ({
  status,
  headers: { 'content-type': 'text/xml', 'x-amzn-requestid': 'request-7' },
  body: `<ErrorResponse xmlns="${NAMESPACE}"><Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error></ErrorResponse>`,
});

/** As DynamoDB, Lambda and MWAA answer. */
export const jsonRefusal = (name: string, message: string): Answer => ({
  status: 400,
  headers: { 'content-type': 'application/x-amz-json-1.0', 'x-amzn-errortype': name },
  body: JSON.stringify({ __type: name, message, Message: message }),
});

/** One stack of the app, as CloudFormation tells of it. @param endpoint where its queues are */
export const oneStack = (endpoint: string): Answer => {
  const outputs = {
    EnvironmentName: 'MyEnvironment',
    QueueUrl: `${endpoint}/1/commands.fifo`,
    DeadLetterQueueUrl: `${endpoint}/1/dead.fifo`,
    RecordsTableName: 'records',
    RunnerEventSourceMappingId: 'a-b',
  };
  const members = Object.entries(outputs).map(
    ([name, value]) =>
      `<member><OutputKey>${name}</OutputKey><OutputValue>${value}</OutputValue></member>`,
  );
  return {
    status: 200,
    headers: { 'content-type': 'text/xml' },
    body: `<DescribeStacksResponse xmlns="${NAMESPACE}"><DescribeStacksResult><Stacks><member><StackName>mwaaq-prod</StackName><StackStatus>CREATE_COMPLETE</StackStatus><Outputs>${members.join('')}</Outputs></member></Stacks></DescribeStacksResult></DescribeStacksResponse>`,
  };
};
