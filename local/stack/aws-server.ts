import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { OnCall } from '../calls';
import { CREDENTIALS, REGION, roleCredentials } from './account';
import { tellCalls } from './aws-calls';
import { MessageSenders } from './message-senders';

/** A write that S3 has answered with success. */
export interface ObjectWritten {
  readonly bucket: string;
  readonly key: string;
  /** S3's name for the way it was written, for example `ObjectCreated:Put`. */
  readonly eventName: string;
}

/** SQS and S3 on one port of this machine. */
export interface AwsServer {
  readonly endpoint: string;
  readonly sqs: SQSClient;
  readonly s3: S3Client;
  /** SQS for a session of a role. */
  sqsAs(role: string, session: string): SQSClient;
  stop(): Promise<void>;
}

/**
 * @param onObjectWritten called once for each successful write, after S3 has answered
 * @param onCall told of the functions' calls; may answer them with faults
 */
export async function startAwsServer(
  onObjectWritten: (written: ObjectWritten) => void,
  onCall?: OnCall,
): Promise<AwsServer> {
  const { buildApp } = await import('fauxqs'); // an ES module only
  // Not startFauxqs: that listens on every address of the machine.
  const app = buildApp({ logger: false, defaultRegion: REGION });
  const senders = new MessageSenders();
  senders.watchAnswers(app);
  if (onCall !== undefined) tellCalls(app, onCall);
  senders.watchCalls(app);
  app.addHook('onResponse', async (request: HttpRequest, reply: HttpReply) => {
    if (reply.statusCode !== 200) return;
    const written = readWrite(request);
    if (written !== undefined) onObjectWritten(written);
  });
  await app.listen({ port: 0, host: '127.0.0.1' });
  const { port } = app.server.address() as AddressInfo;
  const endpoint = `http://127.0.0.1:${port}`;
  const common = { endpoint, region: REGION, credentials: CREDENTIALS };
  // Each poller of an event source mapping waits on a connection of its own, however many there are.
  const requestHandler = { httpAgent: { keepAlive: true, maxSockets: Number.POSITIVE_INFINITY } };
  const sqs = new SQSClient({ ...common, requestHandler });
  const s3 = new S3Client({ ...common, forcePathStyle: true });
  const ofRoles: SQSClient[] = [];
  return {
    endpoint,
    sqs,
    s3,
    sqsAs(role, session) {
      const client = new SQSClient({ ...common, credentials: roleCredentials(role, session) });
      ofRoles.push(client);
      return client;
    },
    async stop() {
      for (const client of [sqs, ...ofRoles]) client.destroy();
      s3.destroy();
      const closed = once(app.server, 'close');
      app.server.closeAllConnections();
      await app.close();
      await closed;
    },
  };
}

/** What is used of the server's own types. */
interface HttpRequest {
  readonly method: string;
  readonly raw: { readonly url?: string };
  readonly headers: Readonly<Record<string, unknown>>;
}

interface HttpReply {
  readonly statusCode: number;
}

/** Requests that put something beside an object, or only a part of one. */
const NO_OBJECT = ['acl', 'partNumber', 'retention', 'tagging'];

/** Recognises a finished write by its request. */
function readWrite({ method, raw, headers }: HttpRequest): ObjectWritten | undefined {
  const { pathname, searchParams } = new URL(raw.url ?? '/', 'http://127.0.0.1');
  const [, bucket, key] = /^\/([^/]+)\/(.+)$/s.exec(pathname) ?? [];
  if (bucket === undefined || key === undefined) return undefined;
  const decoded = { bucket, key: decodeURIComponent(key) };
  if (method === 'POST' && searchParams.has('uploadId')) {
    return { ...decoded, eventName: 'ObjectCreated:CompleteMultipartUpload' };
  }
  if (method !== 'PUT' || NO_OBJECT.some((name) => searchParams.has(name))) return undefined;
  const copied = headers['x-amz-copy-source'] !== undefined;
  return { ...decoded, eventName: copied ? 'ObjectCreated:Copy' : 'ObjectCreated:Put' };
}
