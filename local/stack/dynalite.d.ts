/** What is used of it; it brings no types. */
declare module 'dynalite' {
  import type { Server } from 'node:http';

  export default function dynalite(options: {
    /** How long a new table is in state CREATING, in milliseconds. */
    readonly createTableMs: number;
  }): Server;
}
