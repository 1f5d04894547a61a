/** What this machine's SQS says of messages that are being handled. */
interface Inspection {
  readonly messages: {
    readonly inflight: readonly {
      readonly message: { readonly messageId: string; readonly approximateReceiveCount: number };
    }[];
  };
}

/** How often each message that is being handled or hidden was handed out, by its id. */
export async function receiveCounts(
  endpoint: string,
  queueUrl: string,
): Promise<ReadonlyMap<string, number>> {
  const answer = await fetch(`${endpoint}/_fauxqs/queues/${queueUrl.split('/').at(-1)}`);
  if (!answer.ok) throw new Error(`there is no queue ${queueUrl}`);
  const { inflight } = ((await answer.json()) as Inspection).messages;
  return new Map(inflight.map(({ message: m }) => [m.messageId, m.approximateReceiveCount]));
}
