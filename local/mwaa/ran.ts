import type { RanCommand, RanRequest } from '../../testing/types';

export type { RanCommand, RanRequest };

/** What an environment ran: a command of its command line, or a request to its REST API. */
export type Ran = RanCommand | RanRequest;

/** Keeps what ran, in the order in which it ended. */
export class RanList {
  readonly commands: RanCommand[] = [];
  readonly requests: RanRequest[] = [];

  readonly add = (ran: Ran): void => {
    if (ran.kind === 'command') this.commands.push(ran);
    else this.requests.push(ran);
  };
}
