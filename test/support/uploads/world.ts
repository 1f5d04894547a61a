import { OutOfTimeError } from '../../../lambda/upload-trigger/invocation-time';
import { memoryQueue } from './memory-queue';
import { type MemoryTable, memoryTable } from './memory-table';
import { type Script, tapeReader } from './script';

/** How far a clock may be from the true time, in milliseconds. */
const SKEWS = [0, 0, 700, -700, 25_000, -25_000];

/** One invocation of the function. Each of its calls waits until the world lets it go on. */
export interface Process {
  readonly deadline: number;
  /** How far its clock is from the true time, in milliseconds. */
  readonly skew: number;
  readonly ended: Promise<void>;
  end(): void;
  isOver: boolean;
}

/** All that is around the invocations: time, queues, tables, and what goes wrong. */
export class World {
  now = Date.parse('2026-03-01T10:00:00Z');
  readonly tape;
  readonly queue;
  readonly table: MemoryTable = memoryTable();
  /** What was sent to the commands queue: bodies by deduplication id. */
  readonly commands = new Map<string, Set<string>>();
  /** What was written to the manifests bucket: texts by key. */
  readonly manifests = new Map<string, Set<string>>();
  private readonly waiting: { readonly process: Process; readonly goOn: () => void }[] = [];

  constructor(readonly script: Script) {
    this.tape = tapeReader(script.tape);
    this.queue = memoryQueue(() => this.now, this.tape);
  }

  startProcess(): Process {
    const { promise, resolve } = Promise.withResolvers<void>();
    const process: Process = {
      deadline: this.now + 60_000,
      skew: SKEWS[this.tape.draw(SKEWS.length)] ?? 0,
      ended: promise,
      isOver: false,
      end: () => {
        process.isOver = true;
        resolve();
      },
    };
    return process;
  }

  /** One call of a process: later, and with all that can happen to it. */
  async call<T>(process: Process, effect: () => T): Promise<T> {
    await new Promise<void>((goOn) => this.waiting.push({ process, goOn }));
    this.now += 5 + this.clockStep();
    const fault = this.tape.draw(45);
    if (fault === 1 || this.now > process.deadline) return this.die(process);
    if (fault === 2) throw new Error('the call was refused');
    const result = effect();
    if (fault === 3 || fault === 4) return this.die(process);
    if (fault === 5) throw new Error('the answer was lost');
    return result;
  }

  checkCall({ deadline }: Process): void {
    if (this.now + 6000 > deadline) throw new OutOfTimeError('no time left');
  }

  /** Lets one of the calls that wait go on. @returns whether there was one */
  async step(): Promise<boolean> {
    const [next] = this.waiting.splice(this.tape.draw(Math.max(1, this.waiting.length)), 1);
    if (next === undefined) return false;
    if (!next.process.isOver) next.goOn();
    await settle();
    return true;
  }

  private clockStep(): number {
    const { windowSeconds } = this.script;
    return [0, 1000, windowSeconds * 1000, windowSeconds * 999, 20_000][this.tape.draw(16)] ?? 0;
  }

  private die(process: Process): Promise<never> {
    process.end();
    return new Promise(() => {});
  }
}

/** Until every process waits for its next call, or has ended. */
export function settle(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
