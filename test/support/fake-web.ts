import type { CliToken, MwaaApi } from '../../lambda/adapters/mwaa/mwaa-api';
import type { HttpAnswer, Post, WebServer } from '../../lambda/adapters/mwaa/web-server';
import { HOST } from './tls-server';

export interface FakeMwaa extends MwaaApi {
  readonly minted: string[];
  readonly versionsAsked: () => number;
}

/** MWAA's API, which numbers its tokens. */
export function fakeMwaa(host = HOST, version = '2.11.2'): FakeMwaa {
  const minted: string[] = [];
  let asked = 0;
  return {
    minted,
    versionsAsked: () => asked,
    async mintToken(): Promise<CliToken> {
      const token = `secret-token-${minted.length + 1}`;
      minted.push(token);
      return { token, host };
    },
    async airflowVersion() {
      asked += 1;
      return version;
    },
  };
}

export interface FakeWebServer {
  readonly posts: Post[];
  readonly post: WebServer;
}

/** A web server that answers as scripted, without output unless its status is 200; the last answer is given again and again. */
export function fakeWebServer(...answers: readonly Partial<HttpAnswer>[]): FakeWebServer {
  const posts: Post[] = [];
  return {
    posts,
    async post(post) {
      const answer = answers[Math.min(posts.length, answers.length - 1)];
      posts.push(post);
      const body = (answer?.status ?? 200) === 200 ? '{"stdout":"","stderr":""}' : '';
      return { status: 200, location: undefined, body, ...answer };
    },
  };
}

/** An answer of MWAA's web server to a command. */
export function ran(stdout: string, stderr = ''): Partial<HttpAnswer> {
  const base64 = (text: string) => Buffer.from(text).toString('base64');
  return { body: JSON.stringify({ stdout: base64(stdout), stderr: base64(stderr) }) };
}
