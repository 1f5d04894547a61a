import { styleText } from 'node:util';
import { EVENT_SOURCE } from '../../lambda/contract/record';
import type { Ran } from '../mwaa/ran';
import type { BusEvent } from '../stack/bus-event';
import type { StackEvent } from '../stack/events';

/** What the runner said of one command. */
export interface ReportedOutcome {
  readonly environment: string;
  readonly commandId: string;
  readonly verb: string;
  readonly dagId: string;
  readonly runId: string;
  readonly outcome: string;
  readonly reason: string;
  readonly waitingMs: number;
  readonly cliMs: number;
}

/** Tells what happens, as it happens, and keeps what the runner and the bus told. */
export class Narrator {
  readonly outcomes: ReportedOutcome[] = [];
  readonly ran: Ran[] = [];
  readonly announced: BusEvent[] = [];

  constructor(private readonly write: (line: string) => void) {}

  readonly onEvent = (event: StackEvent): void => {
    if (event.kind === 'logged') this.logged(event.functionName, event.entry);
    if (isOutcome(event)) this.announced.push(event.event);
    const line = lineOf(event);
    if (line !== undefined) this.line(...line);
  };

  readonly onRan = (ran: Ran): void => {
    this.ran.push(ran);
    const asked =
      ran.kind === 'command' ? `airflow ${ran.commandText}` : `${ran.method} ${ran.path}`;
    this.line('yellow', ran.kind, `${ran.environment}: ${asked}`);
  };

  private logged(functionName: string, entry: Readonly<Record<string, unknown>>): void {
    const text = (name: string) => String(entry[name] ?? '');
    if (entry.outcome === undefined) {
      if (entry.message === 'trigger queued') this.line('dim', 'queued', text('commandId'));
      else if (entry.level !== 'INFO') this.line('red', 'log', `${functionName}: ${show(entry)}`);
      return;
    }
    this.outcomes.push({
      environment: text('environment'),
      commandId: text('commandId'),
      verb: text('verb'),
      dagId: text('dagId'),
      runId: text('runId'),
      outcome: text('outcome'),
      reason: text('reason'),
      waitingMs: Number(entry.waitingMs),
      cliMs: Number(entry.cliMs ?? 0),
    });
    this.outcome(text);
  }

  private outcome(text: (name: string) => string): void {
    const good = text('outcome') === 'succeeded';
    const what = text('runId') === '' ? text('verb') : `run ${text('runId')}`;
    const details = good ? what : `${what} ${text('reason')}`.trim();
    this.line(good ? 'green' : 'red', text('outcome'), `${text('environment')}: ${details}`);
    const output = text('stdout').trim().split('\n').at(-1) ?? '';
    if (output !== '') this.line('dim', 'output', output.slice(0, 160));
  }

  private line(colour: Colour, label: string, text: string): void {
    const time = new Date().toISOString().slice(11, 23);
    this.write(`${styleText('dim', time)} ${styleText(colour, label.padEnd(11))} ${text}`);
  }
}

type Colour = 'cyan' | 'dim' | 'green' | 'red' | 'yellow';

/** How an event is told; the functions' log lines are told elsewhere. */
function lineOf(event: StackEvent): readonly [Colour, string, string] | undefined {
  switch (event.kind) {
    case 'uploaded':
      return ['cyan', 'upload', `s3://${event.bucket}/${show(event.key)}`];
    case 'notified':
      return event.delivery === 1
        ? undefined
        : ['dim', 'event again', `${show(event.key)}: S3 delivers at least once`];
    case 'scheduled':
      return ['cyan', 'schedule', `${event.schedule}, due ${event.scheduledTime}`];
    case 'function-failed':
      return ['red', 'function', `${event.functionName} failed: ${event.reason}`];
    case 'announced':
      if (!isOutcome(event)) return undefined; // S3's own, which are told as uploads
      return ['dim', 'event', `${event.event['detail-type']}: ${subjectOf(event.event.detail)}`];
    case 'published':
      return ['cyan', 'topic', event.message.replaceAll('\n', ' ')];
    case 'event-lost':
      return ['red', 'event lost', `${event.sender}: ${event.reason}`];
    case 'logged':
      return undefined;
  }
}

/** Whether an event is one of those that the runner's records announce. */
function isOutcome(event: StackEvent): event is Extract<StackEvent, { kind: 'announced' }> {
  return event.kind === 'announced' && event.event.source === EVENT_SOURCE;
}

/** The run or the command that an event is about, or else the environment. */
function subjectOf({ runId, id, environment }: Readonly<Record<string, unknown>>): string {
  return show(runId || id || environment);
}

/** On one line, whatever is in it. */
function show(value: unknown): string {
  return typeof value === 'string' && /^[!-~]+$/.test(value) ? value : JSON.stringify(value);
}
