import { request } from 'node:http';
import { text } from 'node:stream/consumers';
import type { RestAnswer, RestRequest } from '../engine';
import { freePort } from './free-port';
import { restProgram } from './programs';
import { type AirflowHome, majorVersion } from './settings';
import { Supervisor } from './supervisor';
import { untilReady } from './until-ready';

export interface RestServerOptions {
  readonly version: string;
  readonly venv: string;
  readonly home: AirflowHome;
  readonly env: Record<string, string>;
  /** Gives up whatever is under way. */
  readonly signal: AbortSignal;
}

interface Running {
  readonly port: number;
  readonly supervisor: Supervisor;
}

/**
 * The REST API of a real Airflow: its web server, or the API server of Airflow 3. It starts with the first
 * request, since it takes seconds and memory that who only runs commands would wait for in vain.
 */
export class RestServer {
  private running: Promise<Running> | undefined;

  constructor(private readonly options: RestServerOptions) {}

  async call(rest: RestRequest): Promise<RestAnswer> {
    this.running ??= this.start();
    const { port, supervisor } = await this.running;
    supervisor.check();
    return this.send(port, rest);
  }

  async stop(): Promise<void> {
    await (await this.running?.catch(() => undefined))?.supervisor.stop();
  }

  private async start(): Promise<Running> {
    const { version, venv, home, env } = this.options;
    const port = await freePort();
    const program = restProgram(venv, home, { major: majorVersion(version), port });
    const supervisor = await Supervisor.start(venv, [program], env);
    try {
      await untilReady({
        what: `The REST API of Airflow ${version}`,
        isReady: () => this.answers(port),
        supervisor,
        logs: program.log,
        signal: this.options.signal,
      });
      return { port, supervisor };
    } catch (error) {
      await supervisor.stop();
      throw error;
    }
  }

  private async answers(port: number): Promise<boolean> {
    try {
      return (await this.send(port, { method: 'GET', path: '/version', query: '' })).status === 200;
    } catch {
      return false;
    }
  }

  /** By `node:http`, which leaves a path as it is: `fetch` would resolve a `..` in it. */
  private send(port: number, { method, path, query, body }: RestRequest): Promise<RestAnswer> {
    const api = `/api/v${majorVersion(this.options.version) >= 3 ? 2 : 1}`;
    const headers = body === undefined ? {} : { 'content-type': 'application/json' };
    return new Promise((resolve, reject) => {
      request({
        host: '127.0.0.1',
        port,
        method,
        path: `${api}${encoded(path)}${query === '' ? '' : `?${query}`}`,
        headers,
        agent: false,
        signal: this.options.signal,
      })
        .on('response', (response) => {
          text(response).then((answer) => {
            resolve({ status: response.statusCode ?? 0, body: answer });
          }, reject);
        })
        .on('error', reject)
        .end(body);
    });
  }
}

/** What no address may have; all else its sender has to encode. */
function encoded(path: string): string {
  return path.replaceAll(/[^!-~]+/g, encodeURIComponent);
}
