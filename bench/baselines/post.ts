import { type RequestOptions, request } from 'node:https';
import { text } from 'node:stream/consumers';

/** @throws Error for any status but 200 */
export async function post(options: RequestOptions, body: string): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  const sent = request({ ...options, method: 'POST' }, (response) => {
    text(response).then((answer) => {
      if (response.statusCode === 200) resolve(answer);
      else reject(new Error(`${options.path} answered ${response.statusCode}: ${answer}`));
    }, reject);
  });
  sent.on('error', reject);
  sent.end(body);
  return promise;
}

/** What Airflow printed. */
export function decode(answer: string): string {
  return Buffer.from(JSON.parse(answer).stdout, 'base64').toString('utf8');
}
