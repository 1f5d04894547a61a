import { MAX_RECORDED_OUTPUT_BYTES, MAX_SHOWN_OUTPUT_LENGTH } from '../../contract/limits';
import type { RecordedOutput } from '../../contract/record';

/** Compresses one output stream so that it fits into a record; what does not fit is cut in its middle. */
export function recordOutput(text: string): RecordedOutput {
  // Not at the start, where everything waits for it: a rehearsal loads it while AWS is waited for.
  const { gzipSync } = process.getBuiltinModule('node:zlib');
  const bytes = Buffer.byteLength(text);
  let gzip = gzipSync(text);
  let kept = text.length;
  while (gzip.length > MAX_RECORDED_OUTPUT_BYTES) {
    // Half of it at least, for output compresses unevenly.
    kept = Math.floor(kept * Math.min(0.5, MAX_RECORDED_OUTPUT_BYTES / gzip.length));
    gzip = gzipSync(cutMiddle(text, kept));
  }
  return { gzip, bytes, truncated: kept < text.length };
}

/** The part of an output that is shown: its end, where Airflow says what came of the command. */
export function showOutput(text: string): string {
  if (text.length <= MAX_SHOWN_OUTPUT_LENGTH) return text;
  return `… ${text.slice(-MAX_SHOWN_OUTPUT_LENGTH).toWellFormed()} (${text.length} characters in all)`;
}

/** A command says at its beginning what it did, and at its end what came of it. */
function cutMiddle(text: string, kept: number): string {
  const half = Math.floor(kept / 2);
  const cut = text.length - 2 * half;
  return `${text.slice(0, half)}\n… ${cut} characters left out …\n${text.slice(text.length - half)}`;
}
