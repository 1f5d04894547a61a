/**
 * List prices in US dollars in us-east-1, without free tiers.
 *
 * Source: aws.amazon.com/lambda/pricing, /sqs/pricing, /dynamodb/pricing/on-demand, /cloudwatch/pricing,
 * /eventbridge/pricing, November 2026.
 */
export const PRICES = {
  /** Of a GB (1,024 MB) of memory for a second, by the processor. */
  gigabyteSecond: { arm64: 0.0000133334, x86: 0.0000166667 },
  invocation: 0.2e-6,
  /** Of a FIFO queue, any request. */
  sqsRequest: 0.5e-6,
  /** On demand: a write of up to 1 KB, to a table or to an index. */
  writeUnit: 0.625e-6,
  /** On demand: a consistent read of up to 4 KB. */
  readUnit: 0.125e-6,
  /** Of a gigabyte of logs that is taken in. */
  logGigabyte: 0.5,
  /** Of an event of one's own. */
  event: 1e-6,
  /** Of what a Pipe lets through. */
  pipeRequest: 0.4e-6,
} as const;

export type Processor = keyof typeof PRICES.gigabyteSecond;
