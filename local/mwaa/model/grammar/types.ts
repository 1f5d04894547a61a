import type { Argument, Arguments } from '../argparse/types';
import type { Metadata } from '../metadata';
import type { CommandTraits, Noise } from '../noise';
import type { AirflowVersion } from '../version';

/** What an Airflow has, whoever asks it. */
export interface AirflowContext {
  readonly version: AirflowVersion;
  readonly metadata: Metadata;
  readonly database: Database;
}

/** What a command works with. */
export interface CommandContext extends AirflowContext {
  readonly noise: Noise;
  /** Adds text to stdout as it is. */
  readonly write: (text: string) => void;
}

/** MWAA has PostgreSQL; an Airflow of its own on one machine has SQLite, which checks no lengths. */
export type Database = 'postgresql' | 'sqlite';

export interface Command {
  readonly name: string;
  readonly help: string;
  readonly description?: string;
  readonly args: readonly Argument[];
  readonly traits: CommandTraits;
  readonly run: (context: CommandContext, args: Arguments) => void;
}

export interface Group {
  readonly name: string;
  readonly help: string;
  readonly commands: readonly Entry[];
}

/** What Airflow has and the model does not run. */
export interface Unmodelled {
  readonly name: string;
  readonly help: string;
  readonly isGroup?: boolean;
}

export type Entry = Command | Group | Unmodelled;

export function isGroup(entry: Entry): entry is Group {
  return 'commands' in entry;
}

export function isCommand(entry: Entry): entry is Command {
  return 'run' in entry;
}
