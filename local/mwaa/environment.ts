import { createHash, randomBytes } from 'node:crypto';
import { tryParseJson } from '../../lambda/contract/json';
import type { AirflowEngine, RestAnswer, RestRequest } from './engine';
import type { Ran, RanCommand } from './ran';

/** A token's life at MWAA. */
const TOKEN_LIFE_MS = 60_000;

/** MWAA: "Typically a maximum of 4 CLI commands can run simultaneously", the fifth gets a 503. */
const MAX_AT_ONCE = 4;

/** One environment of the stand-in: its Airflow, its tokens, and a count of what runs at once. */
export class StandInEnvironment {
  readonly host: string;
  /** Most commands and requests that ever ran at the same time: 1 when the queue keeps its promise. */
  mostAtOnce = 0;
  private atOnce = 0;
  private readonly tokens = new Map<string, number>();

  constructor(
    readonly name: string,
    readonly airflow: AirflowEngine,
    private readonly onRan: (ran: Ran) => void,
    // Looked up anew each time, since tests move the clock.
    private readonly now: () => number = () => Date.now(),
  ) {
    // The form of MWAA's own names, so that the runner's check of the host stays on.
    const hex = createHash('sha256').update(name).digest('hex');
    this.host = `${hex.slice(0, 8)}-0000-4000-8000-${hex.slice(8, 20)}.c1.us-east-1.airflow.amazonaws.com`;
  }

  mintToken(): string {
    const part = () => randomBytes(24).toString('base64url');
    const token = `eyJ${part()}.${part()}.${part()}`;
    this.tokens.set(token, this.now() + TOKEN_LIFE_MS);
    return token;
  }

  acceptsToken(token: string): boolean {
    return (this.tokens.get(token) ?? 0) > this.now();
  }

  /** @returns nothing when the web server is busy */
  async run(commandText: string): Promise<RanCommand | undefined> {
    if (this.atOnce >= MAX_AT_ONCE) return undefined;
    const [output, times] = await this.timed(() => this.airflow.run(commandText));
    const ran: RanCommand = { kind: 'command', commandText, ...output, ...times };
    this.onRan(ran);
    return ran;
  }

  async callRest(request: RestRequest): Promise<RestAnswer> {
    const [answer, times] = await this.timed(() => this.airflow.callRest(request));
    this.onRan({
      kind: 'request',
      ...request,
      body: tryParseJson(request.body ?? ''),
      status: answer.status,
      response: tryParseJson(answer.body),
      ...times,
    });
    return answer;
  }

  /** Counts what runs for as long as it does. */
  private async timed<T>(work: () => Promise<T>) {
    this.atOnce++;
    this.mostAtOnce = Math.max(this.mostAtOnce, this.atOnce);
    const startedAt = this.now();
    try {
      const result = await work();
      return [result, { environment: this.name, startedAt, endedAt: this.now() }] as const;
    } finally {
      this.atOnce--;
    }
  }
}
