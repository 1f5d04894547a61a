import { gunzipSync } from 'node:zlib';
import type { CommandRecord, EndedRecord, RecordedOutput } from '../../lambda/contract/record';
import { oneLine } from './format';
import type { Terminal } from './terminal';
import { look } from './terminal';

/** One stream of what a command printed, as its record keeps it. */
export function readOutput(output: RecordedOutput | undefined): string {
  return output === undefined ? '' : gunzipSync(output.gzip).toString('utf8');
}

/** Shows how a command ended: its own output where it belongs, and what is to be said of it. */
export function showEnded(record: EndedRecord, terminal: Terminal): void {
  const stdout = readOutput(record.stdout);
  const stderr = readOutput(record.stderr).trimEnd();
  if (stdout !== '') terminal.print(stdout);
  if (stderr !== '') terminal.say(stderr);
  const { outcome, reason } = record;
  if (outcome !== 'succeeded') terminal.say(`mwaaq: ${outcome}: ${oneLine(reason ?? '')}`);
}

/** A record for programs; not what is the runner's own, such as the proof in a dead letter. */
export function recordAsJson(record: CommandRecord): object {
  const { fingerprint: _, writer: __, ...known } = record;
  if (known.state !== 'ended') return known;
  const { stdout, stderr, event: ___, ...rest } = known;
  return { ...rest, stdout: readOutput(stdout), stderr: readOutput(stderr) };
}

/** An outcome as a person sees it at once. */
export function colourOf(outcome: string, terminal: Terminal): string {
  const format =
    outcome === 'succeeded'
      ? 'green'
      : outcome === 'held' || outcome === 'running'
        ? 'magenta'
        : 'red';
  return look(outcome, format, terminal);
}
