import type { Accepted } from '../aws/fifo-queue';
import type { Process } from '../aws/process';
import { ENVIRONMENT } from '../script/commands';
import type { World } from '../world';
import { idsOf } from './ids';

interface Flight {
  readonly process: Process;
  readonly text: string;
  end(): void;
}

/** Watches what is in flight, and in which order commands begin. */
export class Order {
  private readonly flights = new Set<Flight>();
  private readonly begun = new Set<Accepted>();
  private readonly finished = new Set<string>();

  constructor(private readonly world: World) {}

  /** A process posts a command, or a question about one. */
  begin(process: Process, text: string): Flight {
    for (const other of this.flights) {
      if (other.process.isDead) this.flights.delete(other);
      else this.world.watch.blame('I1', `${text} begins while ${other.text} is in flight`);
    }
    this.checkOrder(process);
    const flight = { process, text, end: () => this.flights.delete(flight) };
    this.flights.add(flight);
    return flight;
  }

  /** Nothing will be run of this message any more. */
  finish(messageId: string): void {
    this.finished.add(messageId);
  }

  private checkOrder({ current }: Process): void {
    const { commands, watch } = this.world;
    const message = commands.accepted.find(({ messageId }) => messageId === current?.messageId);
    if (message === undefined) return;
    const { messageId, group, sequence } = message;
    if (group !== ENVIRONMENT) watch.blame('I2', `${messageId} of group ${group} was run`);
    const overtaken = commands.messages.find(
      (other) =>
        other.group === group && other.sequence < sequence && !this.finished.has(other.messageId),
    );
    if (overtaken) watch.blame('I2', `${messageId} begins before ${overtaken.messageId} has ended`);
    // Of two messages of one command, it does not matter which one runs it: where one has begun, another may go on.
    const isRepeated = [...this.begun].some((other) => isSameCommand(other, message));
    this.begun.add(message);
    if (isRepeated) return;
    const later = [...this.begun].find((other) => other.sequence > sequence);
    if (later) watch.blame('I2', `${messageId} begins after ${later.messageId}, sent later`);
  }
}

function isSameCommand(one: Accepted, other: Accepted): boolean {
  return idsOf(one).some((id) => idsOf(other).includes(id));
}
