import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { CliOutput } from '../engine';

export interface RecorderOptions {
  readonly version: string;
  /** Where the fixtures go. */
  readonly folder: string;
  readonly run: (command: string) => Promise<CliOutput>;
  /** Paths of this machine, and what stands for them in a fixture. */
  readonly paths: readonly (readonly [machine: string, fixture: string])[];
}

/** Writes down what an Airflow answers, one file a command. */
export class FixtureRecorder {
  constructor(private readonly options: RecorderOptions) {}

  run(command: string): Promise<CliOutput> {
    return this.options.run(command);
  }

  async record(name: string, command: string): Promise<void> {
    await this.save(name, command, await this.run(command));
  }

  async save(name: string, command: string, output: CliOutput): Promise<void> {
    const { version, folder } = this.options;
    const fixture = {
      airflow: version,
      command,
      exitCode: output.exitCode,
      stdout: this.withoutPaths(output.stdout),
      stderr: this.withoutPaths(output.stderr),
    };
    await writeFile(join(folder, `${name}.json`), `${JSON.stringify(fixture, null, 2)}\n`);
    console.log(`${version} ${name}: exit ${output.exitCode}`);
  }

  private withoutPaths(text: string): string {
    return this.options.paths.reduce((result, [from, to]) => result.replaceAll(from, to), text);
  }
}
