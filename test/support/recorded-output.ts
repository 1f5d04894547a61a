import { gunzipSync } from 'node:zlib';
import type {
  CommandRecord,
  EnvironmentRecord,
  RecordedOutput,
} from '../../lambda/contract/record';

/** The text that a record keeps of an output. */
export function unzip(output: RecordedOutput | undefined): string | undefined {
  return output && gunzipSync(output.gzip).toString('utf8');
}

/** All text that a record holds, its output's included. */
export function textOf(record: CommandRecord | EnvironmentRecord): string {
  const { stdout, stderr } = { stdout: undefined, stderr: undefined, ...record };
  return JSON.stringify({ ...record, stdout: unzip(stdout), stderr: unzip(stderr) });
}
