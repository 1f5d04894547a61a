/** What a measured function's process writes to its descriptor 3, a line each. The Python one writes the same. */

/** Once the function is loaded. */
export interface Loaded {
  /** Real time that loading it took, in milliseconds; what it does while it is loaded is in it. */
  readonly loadMs: number;
  /** Processor time of the same, in milliseconds. */
  readonly loadCpuMs: number;
  /** Memory of the whole process. */
  readonly rssBytes: number;
}

/** Once it has handled an event. */
export interface Handled {
  /** Real time, in milliseconds. */
  readonly ms: number;
  /** Processor time, in milliseconds, of all threads. */
  readonly cpuMs: number;
  readonly rssBytes: number;
  /** Why it failed. */
  readonly error?: string;
}

/** The descriptor: a function's own output goes to 1 and 2. */
export const REPLIES = 3;
