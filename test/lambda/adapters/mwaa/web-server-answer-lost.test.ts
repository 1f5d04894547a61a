import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import { describe, expect, it } from 'vitest';
import { AnswerLostError } from '../../../../lambda/contract/errors';
import { MAX_ANSWER_BYTES } from '../../../../lambda/contract/limits';
import { HOST } from '../../../support/tls-server';
import { failureOf, postOf, serve } from '../../../support/web-servers';

/** The error of a lost answer, whose trouble must be this. */
async function lostBy(trouble: AnswerLostError['trouble'], action: () => Promise<unknown>) {
  const error = await failureOf(action);
  expect(error).toBeInstanceOf(AnswerLostError);
  expect(error).toMatchObject({ trouble });
  return error;
}

describe('the command may have run when', () => {
  it('the web server never answers: the deadline ends it', async () => {
    const { webServer } = await serve((request) => request.resume());
    const started = Date.now();
    const error = await lostBy('late', () => webServer(postOf({ deadline: started + 200 })));
    expect(error.message).toContain(`${HOST} took the command`);
    expect(error.message).toContain('no answer in time');
    expect(Date.now() - started).toBeLessThan(2000);
  });

  it('the answer drips: the deadline is one for all of it', async () => {
    let bytes = 0;
    const { webServer } = await serve((_request, response) => {
      const drip = setInterval(() => {
        bytes += 1;
        response.write('x');
      }, 10);
      response.on('close', () => clearInterval(drip));
    });
    const started = Date.now();
    const error = await lostBy('late', () => webServer(postOf({ deadline: started + 250 })));
    expect(error.message).toContain('no answer in time');
    expect(bytes).toBeGreaterThan(2);
    expect(Date.now() - started).toBeLessThan(2000);
  });

  it.each<[string, RequestListener]>([
    ['before the answer', (request) => void text(request).then(() => request.socket.destroy())],
    [
      'in the middle of the answer',
      (_request, response) => {
        response.writeHead(200, { 'content-length': 100 });
        response.write('{"stdout":', () => response.socket?.destroy());
      },
    ],
    [
      'in the middle of an answer without a length',
      (_request, response) => void response.write('{', () => response.socket?.destroy()),
    ],
  ])('the connection is reset %s', async (_title, listener) => {
    const { webServer } = await serve(listener);
    await lostBy('environment', () => webServer(postOf()));
  });

  it('a connection kept from the last command turns out to be closed', async () => {
    let posts = 0;
    const { webServer } = await serve((request, response) => {
      posts += 1;
      if (posts === 1) response.end('{}');
      else request.socket.destroy();
    });
    await webServer(postOf());
    await lostBy('environment', () => webServer(postOf()));
  });

  it('the answer is no HTTP', async () => {
    const { webServer } = await serve((request) => void request.socket.end('SSH-2.0\r\n\r\n'));
    await lostBy('senseless', () => webServer(postOf()));
  });

  it('the answer is larger than what is kept of one, of which no more is read', async () => {
    let written = 0;
    const chunk = Buffer.alloc(64 * 1024, 'x');
    const { webServer } = await serve((_request, response) => {
      const write = () => {
        while (written < 50 * 1024 * 1024 && !response.destroyed) {
          written += chunk.length;
          if (!response.write(chunk)) return void response.once('drain', write);
        }
      };
      write();
    });
    const error = await lostBy('senseless', () => webServer(postOf()));
    expect(error.message).toContain(`longer than ${MAX_ANSWER_BYTES} bytes`);
    // What lies in the sockets' buffers is beside it.
    expect(written).toBeLessThan(MAX_ANSWER_BYTES + 16 * 1024 * 1024);
  });
});

it('an answer as large as what is kept of one is brought back whole', async () => {
  const { webServer } = await serve((_request, response) =>
    response.end(Buffer.alloc(MAX_ANSWER_BYTES, 'x')),
  );
  expect((await webServer(postOf())).body).toHaveLength(MAX_ANSWER_BYTES);
});
