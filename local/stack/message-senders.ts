import { senderIdOf } from './account';

/** The SQS and S3 of this machine. */
type Server = ReturnType<typeof import('fauxqs')['buildApp']>;

/** What is used of the server's own types. */
interface HttpRequest {
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
}

interface HttpReply {
  readonly statusCode: number;
}

type Done = (error: null, body: unknown) => void;

interface Sent {
  readonly MessageId?: string;
  readonly Successful?: readonly { readonly MessageId: string }[];
}

interface Received {
  readonly Messages?: readonly {
    readonly MessageId: string;
    readonly Attributes?: Readonly<Record<string, string>>;
  }[];
}

/** Tells of each message who sent it, as SQS does. The server itself says the same of all. */
export class MessageSenders {
  private readonly byMessage = new Map<string, string>();
  /** What was let through to the server, and ends with its answer. */
  private readonly sending = new Map<HttpRequest, PromiseWithResolvers<void>>();

  /** To be called before any other hook is added that may hold an answer back. */
  watchAnswers(server: Server): void {
    // S3's answers go through at once: the server takes one that is held up for none.
    server.addHook(
      'onSend',
      (request: HttpRequest, reply: HttpReply, body: unknown, done: Done) => {
        const operation = reply.statusCode === 200 ? operationOf(request) : '';
        if (/^SendMessage/.test(operation)) this.note(request, String(body));
        this.sending.get(request)?.resolve();
        this.sending.delete(request);
        if (operation !== 'ReceiveMessage') return done(null, body);
        // A message may be handed out before its sender has its answer.
        const sent = [...this.sending.values()].map(({ promise }) => promise);
        void Promise.all(sent).then(() => done(null, this.tell(String(body))));
      },
    );
  }

  /** To be called after any other hook is added that may keep a call from the server. */
  watchCalls(server: Server): void {
    server.addHook('preHandler', async (request: HttpRequest) => {
      if (/^SendMessage/.test(operationOf(request))) {
        this.sending.set(request, Promise.withResolvers());
      }
    });
  }

  private note({ headers }: HttpRequest, body: string): void {
    const { MessageId, Successful = [] }: Sent = JSON.parse(body);
    const ids = [MessageId ?? [], Successful.map((one) => one.MessageId)].flat(2);
    const sender = senderIdOf(String(headers.authorization));
    for (const id of ids) {
      // A duplicate has the id of the message that was sent first.
      if (!this.byMessage.has(id)) this.byMessage.set(id, sender);
    }
  }

  private tell(body: string): string {
    const { Messages, ...rest }: Received = JSON.parse(body);
    const told = Messages?.map((message) => {
      const SenderId = this.byMessage.get(message.MessageId);
      if (SenderId === undefined || message.Attributes?.SenderId === undefined) return message;
      return { ...message, Attributes: { ...message.Attributes, SenderId } };
    });
    return JSON.stringify({ ...rest, ...(told === undefined ? {} : { Messages: told }) });
  }
}

function operationOf({ headers }: HttpRequest): string {
  const [service, operation = ''] = String(headers['x-amz-target']).split('.');
  return service === 'AmazonSQS' ? operation : '';
}
